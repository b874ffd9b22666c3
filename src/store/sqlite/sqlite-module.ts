import type { DatabaseSync } from 'node:sqlite'

/** Node's own SQLite. */
export interface Sqlite {
  readonly DatabaseSync: typeof DatabaseSync
}

/** Loads it, without the warning of Node 22 that it is experimental; all other warnings are shown. */
export async function loadSqlite(): Promise<Sqlite> {
  const emitWarning = process.emitWarning.bind(process)
  const telling = (...about: unknown[]): void => {
    if (!isAboutSqlite(about)) Reflect.apply(emitWarning, process, about)
  }
  process.emitWarning = telling
  try {
    return await import('node:sqlite')
  } finally {
    if (process.emitWarning === telling) process.emitWarning = emitWarning
  }
}

const isAboutSqlite = ([message, kind]: readonly unknown[]): boolean =>
  kind === 'ExperimentalWarning' && typeof message === 'string' && message.startsWith('SQLite is an experimental')
