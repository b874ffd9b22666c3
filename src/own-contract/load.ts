import { nearestWords } from '../contract/model/nearest.ts'
import { findingText, reporter, type LintFinding } from '../contract/lint/finding.ts'
import { lintDocuments } from '../contract/lint/lint.ts'
import { editionWordsIn } from '../contract/read/edition-words.ts'
import { facesOf, rootOf } from '../contract/read/faces.ts'
import type { Document } from '../contract/read/load.ts'
import { operationsOf, texts, type Part } from '../contract/read/openapi.ts'
import { openDocument } from '../contract/read/open.ts'
import { Fault } from '../fault.ts'
import { operations } from '../mock/operations.ts'
import type { ServedContract } from '../mock/served/served-contract.ts'
import { defaultsOf } from './defaults.ts'
import { validatorsFor } from './validators.ts'

/**
 * Reads contracts of the user's own, in the vocabulary of specs/README.md, for a mock to serve in place of the operations of the same
 * names. An outcome without a rule of that name is only forced, never reached. Throws a Fault that lists everything that keeps them
 * from being served, each with file and line.
 */
export async function loadContract(paths: readonly string[]): Promise<ServedContract> {
  const documents = await Promise.all(paths.map((path) => openDocument(path)))
  const described = documents.flatMap((document) =>
    operationsIn(document).map((operation) => ({ document, operation })),
  )
  refuse(paths, await lintDocuments(documents))
  refuse(paths, [
    ...documents.filter((document) => operationsIn(document).length === 0).map(withoutOutcomes),
    ...described.flatMap((each, index) => wrongOperation(each, described.slice(0, index))),
  ])
  return {
    faces: documents.flatMap(facesOf).map((face) => ({
      ...face,
      outcomes: face.outcomes.map((outcome) => ({ ...outcome, defaults: defaultsOf(outcome) })),
    })),
    validators: Object.fromEntries(
      described.map(({ document, operation }) => [idOf(operation), validatorsFor(document, operation)]),
    ),
    words: editionWordsIn(documents),
    own: new Set(described.map(({ operation }) => idOf(operation))),
  }
}

interface Described {
  readonly document: Document
  readonly operation: Part
}

const operationsIn = (document: Document): Part[] =>
  operationsOf(rootOf(document))
    .map(({ operation }) => operation)
    .filter(({ value }) => Array.isArray(value['x-outcomes']))

const idOf = ({ value }: Part): string => String(value['operationId'])

const rules = new Map(Object.entries(operations).map(([id, { names }]) => [id, names]))

function refuse(paths: readonly string[], findings: readonly LintFinding[]): void {
  if (findings.length === 0) return
  const shown = findings.slice(0, MOST_SHOWN).map(findingText)
  const more = findings.length > MOST_SHOWN ? [`and ${findings.length - MOST_SHOWN} more`] : []
  throw new Fault(
    [`${paths.join(' and ')} can't be served:`, ...shown, ...more].join('\n'),
    `Fix this first; greenroom lint ${paths.join(' ')} checks it, too.`,
  )
}

const MOST_SHOWN = 20

const withoutOutcomes = (document: Document): LintFinding =>
  reporter(document, 'own-contract')(['paths'], {
    message: 'none of its operations has x-outcomes, so there is nothing to serve',
    fix: 'List the names of their answers in x-outcomes; specs/README.md describes the words.',
  })

/** Only operations that the mock has rules for can be served, each once, and only if one of their successes can be reached. */
function wrongOperation({ document, operation }: Described, before: readonly Described[]): LintFinding[] {
  const [report, id] = [reporter(document, 'own-contract'), idOf(operation)]
  const known = rules.get(id)
  if (!known)
    return [
      report([...operation.path, 'operationId'], {
        message: `the mock has no rules for an operation ${id}`,
        fix: `Give it the name of the operation that it is a version of: ${nearestWords(id, [...rules.keys()])}.`,
      }),
    ]
  if (before.some((each) => idOf(each.operation) === id))
    return [
      report([...operation.path, 'operationId'], {
        message: `${id} is described twice`,
        fix: 'Keep one of the two.',
      }),
    ]
  const reachable = texts(operation.value['x-outcomes']).filter((name) => known.includes(name))
  const successes = facesOf(document).flatMap(({ operation: own, outcomes }) =>
    own === id ? outcomes.filter(({ name, status }) => status < 300 && reachable.includes(name)) : [],
  )
  if (successes.length > 0) return []
  return [
    report([...operation.path, 'x-outcomes'], {
      message: `no success of ${id} has a rule, so most calls would have no answer`,
      fix: `Call one of them by the name of its rule. Known rules: ${known.join(', ')}.`,
    }),
  ]
}
