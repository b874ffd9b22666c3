import { registerHooks } from 'node:module'
import type { startServer } from '../../src/server.ts'
import type { Patch } from './mutant.ts'

/** Imports the mock's server from changed sources, without writing files. */
export interface Patcher {
  readonly server: (patch: Patch) => Promise<{ readonly startServer: typeof startServer }>
  readonly close: () => void
}

const SOURCES = new URL('../../src/', import.meta.url).href
// Generated modules are large and shared by all of them, unless they are what changes.
const SHARED = /^(?:contract\/compiled\/|fault\.ts)/

const textOf = (source: string | ArrayBuffer | ArrayBufferView | undefined): string =>
  typeof source === 'string' ? source : new TextDecoder().decode(source)

/** Starts changing sources while they are imported. */
export function createPatcher(): Patcher {
  const patches = new Map<string, Patch>()
  const patchOf = (url: string | undefined): readonly [string, Patch] | null => {
    const id = url === undefined ? null : new URL(url).searchParams.get('mutant')
    const patch = patches.get(id ?? '')
    return id === null || patch === undefined ? null : [id, patch]
  }
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context)
      const mutant = found.url.startsWith(SOURCES) ? patchOf(context.parentURL) : null
      if (mutant === null) return found
      const [id, { file }] = mutant
      const path = found.url.slice(SOURCES.length)
      return path !== file && SHARED.test(path) ? found : { ...found, url: `${found.url}?mutant=${id}` }
    },
    load(url, context, next) {
      const loaded = next(url, context)
      const [, patch] = patchOf(url) ?? []
      if (patch === undefined || url.slice(SOURCES.length).split('?')[0] !== patch.file) return loaded
      return { ...loaded, source: patch.edit(textOf(loaded.source)) }
    },
  })
  return {
    server: (patch) => {
      const id = String(patches.size + 1)
      patches.set(id, patch)
      return import(`${SOURCES}server.ts?mutant=${id}`)
    },
    close: () => hooks.deregister(),
  }
}
