import { Fault } from '../fault.ts'

/** A URL to call, as the URL standard writes it and without a slash at the end. Throws a Fault, which never quotes it, for one with credentials. */
export function toTargetUrl(text: string, place: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^https?:$/.test(url.protocol))
    throw new Fault(`${place}: no http or https URL`, 'Write scheme, host and path: https://chat.example.org.')
  if (url.username !== '' || url.password !== '')
    throw new Fault(
      `${place}: the URL holds credentials`,
      'Take out what stands before the @; credentials come from environment variables.',
    )
  if (/[?#]/.test(text))
    throw new Fault(`${place}: the URL holds a query or a fragment`, 'Take out what follows the path.')
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}
