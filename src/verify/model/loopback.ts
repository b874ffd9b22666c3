/**
 * Whether a URL can only reach this machine, by the rules of the URL standard: `http://0x7f.1` is 127.0.0.1, but
 * `http://127.0.0.1.example.org` is another host. 0.0.0.0 is not a loopback address.
 */
export function isLoopback(url: string): boolean {
  const parsed = URL.canParse(url) ? new URL(url) : null
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return false
  const host = parsed.hostname.replace(/\.$/, '')
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host === '[::1]' ||
    /^127(?:\.\d{1,3}){3}$/.test(host) ||
    /^\[::ffff:7f[\da-f]{2}:[\da-f]{1,4}\]$/.test(host)
  )
}
