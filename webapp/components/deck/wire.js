// The wire: carries answers to the deck and operations to the server. It is an element of its own, without looks, so
// that the deck's script and style travel once and not with every answer.

export default function carry({ data, setStateValue }) {
  const wire = (globalThis.gleanerWire ??= new EventTarget());
  wire.data = data;
  wire.send = (value) => setStateValue("wire", value);
  wire.dispatchEvent(new Event("answer"));
}
