import { fileURLToPath } from "node:url";

// Its styles name its fonts twice: in the bundle, and on a public server.
const ownFontsOnly = {
  name: "own-fonts-only",
  transform: (code, id) =>
    id.includes("@sveltia/cms")
      ? { code: code.replace(/@font-face \{[^}]*url\(https:[^}]*\}/g, ""), map: null }
      : null,
};

export default {
  plugins: [ownFontsOnly],
  base: "./", // below /admin/ of any site, in any folder
  resolve: {
    // Sveltia can colour the code of 200 languages. Pages hold these; each other one is a file less.
    alias: [
      {
        find: /^@shikijs\/langs\/(?!(?:markdown|yaml|html|css|javascript|json|python|shellscript)$).*/,
        replacement: fileURLToPath(new URL("nothing.js", import.meta.url)),
      },
    ],
  },
  build: { chunkSizeWarningLimit: 5000, reportCompressedSize: false },
};
