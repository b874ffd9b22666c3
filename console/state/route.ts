import { createSignal, type Signal } from './signal.ts'

/** The views of the console, in the order of their tabs. */
export const VIEWS = ['calls', 'rooms', 'provoke', 'scenarios', 'try', 'worlds', 'seen'] as const

export type View = (typeof VIEWS)[number]

/** What the address names: a view, and its settings, such as a filter or an entry. */
export interface Route {
  readonly view: View
  readonly settings: Readonly<Record<string, string>>
}

/** The route of the page, which follows its address. */
export interface Router extends Signal<Route> {
  /** Goes to a view; the world is kept. */
  readonly go: (view: View, settings?: Readonly<Record<string, string>>) => void
  /** Changes settings without a new entry in the history; empty ones are dropped. */
  readonly adjust: (settings: Readonly<Record<string, string>>) => void
}

/** The parts of a window that a router follows and changes. */
export interface RouterWindow {
  readonly location: Pick<Location, 'hash'>
  readonly history: Pick<History, 'replaceState'>
  readonly addEventListener: (type: 'hashchange', listener: () => void) => void
}

/** Follows the address of a page. */
export function createRouter(window: RouterWindow): Router {
  const signal = createSignal(toRoute(window.location.hash))
  window.addEventListener('hashchange', () => signal.set(toRoute(window.location.hash)))
  return {
    ...signal,
    go(view, settings = {}) {
      const { world } = signal.get().settings
      window.location.hash = toHash({ view, settings: { ...(world === undefined ? {} : { world }), ...settings } })
    },
    adjust(settings) {
      const route = { ...signal.get(), settings: { ...signal.get().settings, ...settings } }
      window.history.replaceState(null, '', toHash(route))
      signal.set(toRoute(window.location.hash))
    },
  }
}

const isView = (name: string): name is View => VIEWS.some((each) => each === name)

/** Reads `#/calls?world=qa&call=12`; anything else is the calls. */
export function toRoute(hash: string): Route {
  const [, name = '', query = ''] = /^#\/([a-z]+)(?:\?(.*))?$/.exec(hash) ?? []
  return { view: isView(name) ? name : 'calls', settings: Object.fromEntries(new URLSearchParams(query)) }
}

/** Writes it; settings that are empty are left out. */
export function toHash({ view, settings }: Route): string {
  const given = Object.entries(settings).filter(([, value]) => value !== '')
  return `#/${view}${given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`}`
}
