import { readFile, realpath, stat } from 'node:fs/promises'
import { dirname, relative, resolve, sep } from 'node:path'
import { Fault } from '../../fault.ts'
import { shownPath } from './shown-path.ts'
import { toText } from './text.ts'

/** The folder whose files a document may refer to: the working directory, or its own folder if it is elsewhere. */
export async function boundOf(path: string): Promise<string> {
  const folder = dirname(resolve(path))
  return (await isWithin(process.cwd(), folder)) ? process.cwd() : folder
}

/** The text of a file below `root`, wherever links lead. Throws a Fault for any other, and for one that cannot be read. */
export async function readWithin(root: string, path: string): Promise<string> {
  const shown = shownPath(path)
  const real = await realpath(path).catch((error: unknown) => {
    throw new Fault(`${shown}: no such file`, 'Check the path, or the $ref that names it.', { cause: error })
  })
  if (!(await isWithin(root, real)))
    throw new Fault(
      `${shown}: is outside ${shownPath(root)}`,
      'Move it there, or start in a folder that contains both.',
    )
  if (!(await stat(real)).isFile()) throw new Fault(`${shown}: is not a file`, 'Name a file, YAML or JSON.')
  const bytes = await readFile(real).catch((error: unknown) => {
    throw new Fault(`${shown}: cannot be read`, 'It must be a file that you have permission to read.', { cause: error })
  })
  return toText(bytes, shown)
}

async function isWithin(root: string, path: string): Promise<boolean> {
  const inside = relative(await realpath(root), await realpath(path).catch(() => path))
  return inside !== '..' && !inside.startsWith(`..${sep}`) && resolve(inside) !== inside
}
