/* Puts what was typed into a Word form: a ZIP archive whose last part is the text, stored
   uncompressed, so that all before it is copied unchanged (as written by kb.word). */

const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const NAME = "word/document.xml";
const HINTS = "kb-hints"; // the page that explains the fields
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g; // in XML

/* The records of the ZIP format: their lengths without a name, and the places of their fields. A
   checksum is followed by the packed and the whole size; each has four bytes. */
const LOCAL = { length: 30, checksum: 14 };
const ENTRY = { length: 46, checksum: 16, size: 24, local: 42 };
const END = { length: 22, directory: 16 };

/** Returns a copy of the file at `address`, with the values in its fields, by their tags. */
export async function filled(address, values) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.status);
  const old = await answer.arrayBuffer();
  const view = new DataView(old);
  const end = old.byteLength - END.length; // where the directory of parts ends
  const entry = end - ENTRY.length - NAME.length; // of our part, the last one in it
  const local = view.getUint32(entry + ENTRY.local, true);
  const body = local + LOCAL.length + NAME.length;
  const size = view.getUint32(entry + ENTRY.size, true);
  const text = new TextEncoder().encode(fill(new TextDecoder().decode(new Uint8Array(old, body, size)), values));

  const moved = body + size; // where the tail begins
  const head = old.slice(0, body);
  const tail = old.slice(moved);
  const directory = new DataView(tail);
  const sum = crc(text);
  const checksums = [
    [new DataView(head), local + LOCAL.checksum],
    [directory, entry + ENTRY.checksum - moved],
  ];
  for (const [part, at] of checksums) {
    part.setUint32(at, sum, true);
    part.setUint32(at + 4, text.length, true);
    part.setUint32(at + 8, text.length, true);
  }
  directory.setUint32(end + END.directory - moved, body + text.length, true);
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
