import { isObject } from '../../json.ts'
import { valueAt } from '../model/pointer.ts'
import type { Document } from '../read/load.ts'
import { contractOperations } from './contract-operations.ts'
import { reporter, type LintFinding } from './finding.ts'
import { shown } from './wording.ts'

/** Each outcome says when it applies, and gives its source. */
export function checkExampleNotes(document: Document): LintFinding[] {
  const report = reporter(document, 'example-notes')
  return contractOperations(document)
    .flatMap(({ examples }) => examples)
    .flatMap(({ name, example: { path, value } }) => [
      ...wrongStatements(name, value).map((complaint) => report([...path, ...complaint.at], complaint)),
      ...(isText(value['summary'])
        ? []
        : [report(path, { message: `${name} does not say when it applies`, fix: NO_SUMMARY })]),
      ...wrongSources(name, value['x-source']).map((complaint) => report([...path, ...complaint.at], complaint)),
    ])
}

const NO_SUMMARY = 'Add a summary: its cause, in a few words.'
const NO_SOURCE = 'Write x-source: [<document file name>#<where>], or server, or inferred.'
const SOURCE = /^(?:server|inferred|[^#/\s]+\.[a-z]+#\S.*)$/

interface Wrong {
  readonly at: readonly string[]
  readonly message: string
  readonly fix: string
}

function wrongSources(name: string, sources: unknown): Wrong[] {
  if (!Array.isArray(sources) || sources.length === 0)
    return [{ at: ['x-source'], message: `${name} has no source`, fix: NO_SOURCE }]
  return sources.flatMap((source: unknown, index) =>
    typeof source === 'string' && SOURCE.test(source)
      ? []
      : [{ at: ['x-source', String(index)], message: `${shown(source)} is not a source`, fix: NO_SOURCE }],
  )
}

const STATEMENTS = ['condition', 'status', 'media-type', 'body']

/** The keys of `x-sources` are known statements, or pointers to parts of the body. */
function wrongStatements(
  name: string,
  { 'x-sources': stated = {}, value }: Readonly<Record<string, unknown>>,
): Wrong[] {
  if (!isObject(stated))
    return [{ at: ['x-sources'], message: `the x-sources of ${name} are not an object`, fix: NO_SOURCES }]
  return Object.entries(stated).flatMap(([statement, sources]) => {
    const isKnown = statement.startsWith('/') ? valueAt(value, statement) !== undefined : STATEMENTS.includes(statement)
    const at = ['x-sources', statement]
    if (!isKnown) return [{ at, message: `${name} has no statement ${statement}`, fix: NO_SOURCES }]
    return wrongSources(name, sources).map((wrong) => ({ ...wrong, at: [...at, ...wrong.at.slice(1)] }))
  })
}

const NO_SOURCES = `Write { <statement>: [<source>] }, where the statement is ${STATEMENTS.join(', ')}, or the JSON Pointer of a member of the example.`

const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== ''
