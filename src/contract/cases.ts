import { Fault } from '../fault.ts'
import type { Case, CaseRequest, RawRequest, Situation } from './case.ts'
import type { Face } from './face.ts'
import { placeText } from './faces.ts'
import type { Document } from './load.ts'
import { mergePatch } from './merge-patch.ts'
import { isRecord } from './pointer.ts'

/** The words that cases are written in. */
export interface CaseWords {
  readonly faces: readonly Face[]
  readonly identities: ReadonlySet<string>
  /** Subject to its facts. */
  readonly facts: ReadonlyMap<string, ReadonlySet<string>>
}

/** The cases of one file, each with its whole request. Throws a Fault with file and line for a word that does not exist. */
export function casesOf(document: Document, words: CaseWords): Case[] {
  const file = recordOf(document.value)
  const success = recordOf(file['success'])
  return listOf(file['cases']).map((written, index) => {
    const at = placeText(document.locate(['cases', index]))
    const found = toCase(String(file['operation']), success, written, at, words)
    checkWords(found, words)
    return found
  })
}

function toCase(
  operation: string,
  success: Record<string, unknown>,
  written: Record<string, unknown>,
  at: string,
  words: CaseWords,
): Case {
  const expect = String(written['expect'])
  const editions = words.faces
    .filter((face) => face.operation === operation && face.outcomes.some(({ name }) => name === expect))
    .map(({ edition }) => edition)
  const wanted = Array.isArray(written['editions']) ? written['editions'].map(String) : editions
  return {
    id: `${operation}/${expect}${typeof written['name'] === 'string' ? `:${written['name']}` : ''}`,
    operation,
    expect,
    editions: editions.filter((edition) => wanted.includes(edition)),
    as: String(written['as'] ?? success['as']),
    given: toSituation({ ...recordOf(success['given']), ...recordOf(written['given']) }),
    request: toRequest(mergePatch(success['request'], written['request'] ?? {})),
    raw: isRecord(written['raw']) ? toRaw(written['raw']) : null,
    values: Object.fromEntries(
      Object.entries(recordOf(written['values'])).map(([name, value]) => [name, String(value)]),
    ),
    at,
  }
}

function checkWords({ id, at, as, given, editions }: Case, words: CaseWords): void {
  if (editions.length === 0)
    throw new Fault(`${at}: no edition documents ${id}`, 'Name an outcome of the operation, or an edition that has it.')
  if (!words.identities.has(as))
    throw new Fault(`${at}: there is no identity ${as}`, `Use one of ${[...words.identities].join(', ')}.`)
  for (const [subject, facts] of Object.entries(given)) {
    const known = words.facts.get(subject)
    if (!known)
      throw new Fault(`${at}: there is no subject ${subject}`, `Use one of ${[...words.facts.keys()].join(', ')}.`)
    const unknown = facts.find((fact) => !known.has(fact))
    if (unknown !== undefined)
      throw new Fault(`${at}: a ${subject} is never ${unknown}`, `Use one of ${[...known].join(', ')}.`)
  }
}

const toRequest = (value: unknown): CaseRequest => {
  const request = recordOf(value)
  return {
    path: recordOf(request['path']),
    query: recordOf(request['query']),
    headers: recordOf(request['headers']),
    body: isRecord(request['body']) ? request['body'] : null,
  }
}

const toRaw = (raw: Record<string, unknown>): RawRequest => ({
  ...(typeof raw['contentType'] === 'string' ? { contentType: raw['contentType'] } : {}),
  ...(typeof raw['text'] === 'string' ? { text: raw['text'] } : {}),
  ...(typeof raw['fill'] === 'number' ? { fill: raw['fill'] } : {}),
  ...(typeof raw['query'] === 'string' ? { query: raw['query'] } : {}),
})

const toSituation = (given: Record<string, unknown>): Situation =>
  Object.fromEntries(
    Object.entries(given).map(([subject, facts]) => [subject, Array.isArray(facts) ? facts.map(String) : []]),
  )

const recordOf = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {})
const listOf = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.filter(isRecord) : [])
