import { Fault } from '../../fault.ts'
import type { StoreParts } from '../log/store-parts.ts'
import { createTabStore, type TabStorage, type TabStore } from './tab-store.ts'

/** What a page offers: its storage, which lasts as long as its tab, and the moment when it goes away. */
export interface TabPage {
  readonly sessionStorage?: TabStorage
  readonly addEventListener?: (type: 'pagehide', listener: () => void) => void
}

/** The key of the storage, which an application may have other uses for. */
const KEY = 'greenroom'

/** The storage of a page. Where it is blocked, as with cookies, that is told once, and nothing is kept. */
function storageOf(page: TabPage, onWarning: StoreParts['onWarning']): TabStorage | undefined {
  try {
    const { sessionStorage: storage } = page
    storage?.getItem(KEY)
    return storage
  } catch (error) {
    onWarning?.(
      `this tab keeps nothing, since its storage is blocked (${String(error)}): a reload begins from the seed`,
    )
    return { getItem: () => null, setItem: () => {} }
  }
}

/** The store of this page, which keeps everything when the page goes away. Throws a Fault where there is no page. */
export function openTab(page: TabPage, parts: StoreParts): TabStore {
  const { addEventListener: listen } = page
  const storage = storageOf(page, parts.onWarning)
  if (!storage || !listen)
    throw new Fault(
      'persist keeps worlds in the tab of a page, and there is none here',
      'Leave it out; a mock on a port keeps its data with startServer({ data }) or serve --data.',
    )
  const store = createTabStore(storage, KEY, parts)
  listen.call(page, 'pagehide', store.save)
  return store
}
