import type { DatabaseSync } from 'node:sqlite'
import { olderNodeFault } from '../../newer-node.ts'

/** Node's own SQLite. */
export interface Sqlite {
  readonly DatabaseSync: typeof DatabaseSync
}

/**
 * Loads it, without the warning of Node 22 that it is experimental; all other warnings are shown. Throws a Fault on a Node that has
 * none.
 */
export async function loadSqlite(load: () => Promise<Sqlite> = () => import('node:sqlite')): Promise<Sqlite> {
  const emitWarning = process.emitWarning.bind(process)
  const telling = (...about: unknown[]): void => {
    if (!isAboutSqlite(about)) Reflect.apply(emitWarning, process, about)
  }
  process.emitWarning = telling
  try {
    return await load()
  } catch (cause) {
    if (!isUnknownModule(cause)) throw cause
    throw olderNodeFault('keeping data in a file', process.versions.node, cause)
  } finally {
    if (process.emitWarning === telling) process.emitWarning = emitWarning
  }
}

const isUnknownModule = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_UNKNOWN_BUILTIN_MODULE'

const isAboutSqlite = ([message, kind]: readonly unknown[]): boolean =>
  kind === 'ExperimentalWarning' && typeof message === 'string' && message.startsWith('SQLite is an experimental')
