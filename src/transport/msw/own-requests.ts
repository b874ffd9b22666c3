const FILE =
  /\.(?:[cm]?[jt]sx?|s?css|less|html?|vue|svelte|map|wasm|json|xml|txt|md|pdf|woff2?|[to]tf|eot|gif|jpe?g|png|avif|webp|svg|ico|mp[34]|webm|og[gv]|wav)$/i

/**
 * Whether a request is one of the page itself, not of its API: for a document, a script, a style, an image, or what Vite serves. A
 * service worker sees them, too, and a reload that the mock answered would replace the application.
 */
export const isOfPage = ({ method, headers }: Request, path: string): boolean =>
  path === '/' ||
  (FILE.test(path) && !path.includes('/socket.io/')) ||
  /^\/@|\/node_modules\//.test(path) ||
  (method === 'GET' && headers.get('accept')?.startsWith('text/html') === true)
