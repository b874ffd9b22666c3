import type { Edition } from '../../../src/contract/compiled/types.ts'
import { playHttpCases } from './http-cases.ts'
import { playSocketCases, type SocketSubject } from './socket-cases.ts'
import { sha256, type Subject } from './subject.ts'

/** A way to reach a mock, and what all cases got on it. */
export interface Column {
  readonly name: string
  readonly entries: number
  readonly hash: string
}

const EDITIONS: readonly Edition[] = ['current', '2022']

/** Plays the case table over HTTP, in each edition. */
export async function httpColumn(name: string, subjectOf: (edition: Edition) => Promise<Subject>): Promise<Column> {
  const entries: string[] = []
  for (const edition of EDITIONS) entries.push(...(await playHttpCases(await subjectOf(edition), edition)))
  return { name, entries: entries.length, hash: await sha256(entries) }
}

/** Plays the cases on sockets. */
export async function socketColumn(name: string, subject: SocketSubject): Promise<Column> {
  const entries = await playSocketCases(subject)
  return { name, entries: entries.length, hash: await sha256(entries) }
}
