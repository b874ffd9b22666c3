import { mkdir, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

/**
 * Makes a folder, and those above it, where they are missing. Not by `recursive: true`: that tries forever where the system makes no
 * folders, as in /proc.
 */
export async function ensureFolder(folder: string, mode = 0o777): Promise<void> {
  const path = resolve(folder)
  if (await isFolder(path)) return
  const parent = dirname(path)
  if (parent !== path) await ensureFolder(parent, mode)
  await mkdir(path, { mode }).catch(async (error: unknown) => {
    // Someone else may have made it meanwhile.
    if (!(await isFolder(path))) throw error
  })
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
