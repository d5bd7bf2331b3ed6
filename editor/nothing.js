// Stands in for languages that our pages never contain: see vite.config.js.
export default [];
