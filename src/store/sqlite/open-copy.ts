import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Store } from '../../world/store.ts'
import type { StoreParts } from '../log/store-parts.ts'
import { copyFault } from './copy-fault.ts'
import { openFile, readFile } from './open-file.ts'
import { createSqliteStore } from './sqlite-store.ts'

/**
 * Opens a copy of a file, which nobody may be using: the file itself stays as it is, in its format, and may be read-only. The copy is in
 * a folder for this user only, and gone once the store is closed.
 */
export async function openCopy(file: string, parts: StoreParts): Promise<Store> {
  const folder = await making(tmpdir(), () => mkdtemp(join(tmpdir(), 'greenroom-copy-')))
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true })
  try {
    const path = join(folder, basename(file))
    await readFile(file, (db) => making(tmpdir(), async () => void db.prepare('VACUUM INTO ?').run(path)))
    const store = createSqliteStore(await openFile(path, parts.edition), parts)
    return {
      ...store,
      async close() {
        await store.close()
        await remove()
      },
    }
  } catch (error) {
    await remove()
    throw error
  }
}

/** Does what writes a copy; if that fails for its folder, throws a Fault that says so. */
async function making<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw copyFault(folder, error) ?? error
  }
}
