// In place of what our pages never hold: see vite.config.js.
export default [];
