import { Fault } from '../../fault.ts'

/** Reads a value of `--cors-origin`: an exact origin, or `null`. Throws a Fault for anything else. */
export function toCorsOrigin(text: string): string {
  // The origin of pages without one, such as files and sandboxed frames.
  if (text === 'null') return text
  const url = URL.canParse(text) ? new URL(text) : undefined
  // Apps in a web view have one, too: capacitor://localhost.
  const origin = url && url.host !== '' ? `${url.protocol}//${url.host}` : undefined
  if (origin === undefined || (text !== origin && text !== `${origin}/`))
    throw new Fault(`--cors-origin takes scheme, host and port, not ${text}`, 'For example: https://app.example.com')
  return origin
}
