import { readdir } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { nearestWord } from '../contract/model/nearest.ts'
import type { SocketDialect } from '../dialect/dialect.ts'
import { Fault } from '../fault.ts'
import { toDialect } from './socket.ts'
import { loadYaml } from './yaml-file.ts'
import { wrong, type YamlValue } from './yaml-value.ts'

const FOLDER = join(import.meta.dirname, '../../specs/dialects')
const ENDING = '.yaml'

/** The names of the dialects that come with greenroom. */
export async function knownDialects(): Promise<readonly string[]> {
  const files = await readdir(FOLDER)
  return files.flatMap((file) =>
    file.endsWith(ENDING) && !file.endsWith(`.schema${ENDING}`) ? [file.slice(0, -ENDING.length)] : [],
  )
}

/**
 * A dialect that comes with greenroom, by its name, or the entry `socket` of a file, such as a target file; its path is relative to a
 * folder. Throws a Fault for an unknown name, which lists the known ones, and for what a file says wrong.
 */
export async function loadDialect(nameOrFile: string, folder = '.'): Promise<SocketDialect> {
  const file = await fileOf(nameOrFile, folder)
  const whole = await loadYaml(file, 'Name a readable file, or a dialect that comes with greenroom.')
  return toDialect(socketOf(whole))
}

async function fileOf(nameOrFile: string, folder: string): Promise<string> {
  if (/[/\\]|\.ya?ml$/.test(nameOrFile)) return isAbsolute(nameOrFile) ? nameOrFile : join(folder, nameOrFile)
  const known = await knownDialects()
  if (known.includes(nameOrFile)) return join(FOLDER, `${nameOrFile}${ENDING}`)
  const meant = nearestWord(nameOrFile, known)
  throw new Fault(
    `there is no dialect ${nameOrFile.slice(0, 60)}`,
    `${meant === undefined ? '' : `Did you mean ${meant}? `}Known: ${known.join(', ')}. Or name a file: ./my-dialect.yaml.`,
  )
}

function socketOf(at: YamlValue): YamlValue {
  const { value } = at
  const socket: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'socket') : undefined
  if (typeof socket === 'object' && socket !== null) return { ...at, parts: ['socket'], value: socket }
  throw wrong(at, 'the file has no entry socket', 'Add one, as docs/dialects.md describes.')
}
