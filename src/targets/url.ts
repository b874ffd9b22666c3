import { Fault } from '../fault.ts'

/** A normalised URL without a trailing slash. Throws a Fault, which never quotes the URL, if it contains credentials. */
export function toTargetUrl(text: string, place: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^https?:$/.test(url.protocol))
    throw new Fault(`${place}: not an http or https URL`, 'Write scheme, host and path: https://chat.example.org.')
  if (url.username !== '' || url.password !== '')
    throw new Fault(
      `${place}: the URL contains credentials`,
      'Remove everything before the @; credentials come from environment variables.',
    )
  if (/[?#]/.test(text))
    throw new Fault(`${place}: the URL contains a query or a fragment`, 'Remove everything after the path.')
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}
