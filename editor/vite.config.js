import { fileURLToPath } from "node:url";

// Sveltia's styles name their fonts twice, in the bundle and on a public server: drop the latter.
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
    // Sveltia can highlight 200 languages. Our pages use these; dropping another one saves a file.
    alias: [
      {
        find: /^@shikijs\/langs\/(?!(?:markdown|yaml|html|css|javascript|json|python|shellscript)$).*/,
        replacement: fileURLToPath(new URL("nothing.js", import.meta.url)),
      },
    ],
  },
  build: { chunkSizeWarningLimit: 5000, reportCompressedSize: false },
};
