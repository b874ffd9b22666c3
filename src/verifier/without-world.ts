/** The URL of a greenroom without the world that its host or path names: each case has a world of its own. */
export function withoutWorld(url: string): string {
  if (!URL.canParse(url)) return url
  const plain = new URL(url)
  plain.hostname = plain.hostname.replace(/^[^.]+\.(localhost\.?)$/i, '$1')
  plain.pathname = plain.pathname.replace(/^\/(?:~|%7e)[^/]*/i, '')
  return plain.href
}
