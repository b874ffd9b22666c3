import { isObject, parseJson } from '../../src/json.ts'

/** What a tab may do: its token, and whether that only reads. */
export interface Link {
  readonly token: string
  readonly isReadOnly: boolean
}

/** The parts of a window that a link is taken from and kept in. */
export interface LinkPlace {
  readonly location: Pick<Location, 'hash' | 'pathname'>
  readonly history: Pick<History, 'replaceState'>
  readonly sessionStorage: Pick<Storage, 'getItem' | 'setItem'>
}

const KEY = 'greenroom'

/** Takes the token out of the fragment, so that no one reads it over a shoulder or copies it; else the one this tab has kept. */
export function takeLink({ location, history, sessionStorage }: LinkPlace): Link | null {
  const found = /^#(token|readonly)=([\x21-\x22\x24-\x2e\x30-\x7e]+)(\/.*)?$/.exec(location.hash)
  if (!found) return keptLink(sessionStorage.getItem(KEY) ?? '')
  const [, kind, token = '', rest = ''] = found
  const link: Link = { token, isReadOnly: kind === 'readonly' }
  sessionStorage.setItem(KEY, JSON.stringify(link))
  history.replaceState(null, '', rest === '' ? location.pathname : `${location.pathname}#${rest}`)
  return link
}

function keptLink(text: string): Link | null {
  const value = parseJson(text)
  return isObject(value) && typeof value['token'] === 'string'
    ? { token: value['token'], isReadOnly: value['isReadOnly'] === true }
    : null
}
