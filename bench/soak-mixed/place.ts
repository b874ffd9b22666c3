import { join } from 'node:path'
import { isObject } from '../../src/json.ts'
import { startChild, type Child } from '../child.ts'

/** Where a running greenroom is. */
export interface Place {
  readonly port: number
  readonly url: string
  readonly control: { readonly url: string; readonly token: string }
}

/** Starts the greenroom of a module, ours by default, in a process of its own that reports its memory and open files. */
export const startPlace = (entry: string = join(import.meta.dirname, '../../src/server.ts')): Promise<Child<Place>> =>
  startChild({ args: ['--expose-gc', join(import.meta.dirname, 'server.ts'), entry], read: toPlace, probed: true })

function toPlace(line: string): Place | undefined {
  if (!line.startsWith('{')) return undefined
  const told: unknown = JSON.parse(line)
  if (!isObject(told) || !isObject(told['control'])) return undefined
  const { url, token } = told['control']
  return { port: Number(told['port']), url: String(told['url']), control: { url: String(url), token: String(token) } }
}
