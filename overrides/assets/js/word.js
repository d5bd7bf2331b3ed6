/* Puts what was typed into a Word form: a ZIP archive whose last part is the text, stored
   uncompressed, so that all before it is copied unchanged (kb.word writes it that way). */

const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const NAME = "word/document.xml";
const HINTS = "kb-hints"; // the page that explains the fields
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g; // in XML

/** Returns a copy of the file at `address`, with the values in its fields, by their tags. */
export async function filled(address, values) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.status);
  const old = await answer.arrayBuffer();
  const view = new DataView(old);
  const end = old.byteLength - 22; // where the directory of parts ends
  const entry = end - 46 - NAME.length; // of our part, the last one in it
  const start = view.getUint32(entry + 42, true);
  const body = start + 30 + NAME.length;
  const size = view.getUint32(entry + 24, true);
  const text = new TextEncoder().encode(fill(new TextDecoder().decode(new Uint8Array(old, body, size)), values));

  const head = old.slice(0, body);
  const tail = old.slice(body + size);
  const directory = new DataView(tail);
  const sum = crc(text);
  for (const [part, at] of [[new DataView(head), start + 14], [directory, entry + 16 - body - size]]) {
    part.setUint32(at, sum, true);
    part.setUint32(at + 4, text.length, true);
    part.setUint32(at + 8, text.length, true);
  }
  directory.setUint32(tail.byteLength - 6, body + text.length, true);
  return new Blob([head, text, tail], {
    type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  });
}

function fill(source, values) {
  const xml = new DOMParser().parseFromString(source, "application/xml");
  const all = (node, name) => [...node.getElementsByTagNameNS(W, name)];
  for (const field of all(xml, "sdt")) {
    const tag = all(field, "tag")[0].getAttributeNS(W, "val");
    const value = tag !== HINTS && values.get(tag);
    if (tag === HINTS) field.remove();
    if (!value) continue;
    all(field, "showingPlcHdr")[0].remove();
    all(field, "rStyle")[0].remove(); // the style of a placeholder
    const run = all(field, "r")[0];
    for (const old of all(run, "t")) old.remove();
    for (const [index, line] of value.replace(FORBIDDEN, "").split("\n").entries()) {
      if (index) run.append(xml.createElementNS(W, "w:br"));
      const words = xml.createElementNS(W, "w:t");
      words.setAttribute("xml:space", "preserve");
      words.textContent = line;
      run.append(words);
    }
  }
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${new XMLSerializer().serializeToString(xml.documentElement)}`;
}

/** The checksum of the ZIP format, CRC-32. */
function crc(bytes) {
  let sum = -1;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}
