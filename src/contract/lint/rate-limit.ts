import type { Document } from '../read/load.ts'
import { contractOperations, outcomePath, type ContractOperation } from './contract-operations.ts'
import { reporter, type LintFinding, type ReportFinding } from './finding.ts'
import { createJudge } from './judge/judge.ts'
import { inWords } from './wording.ts'

const SHAPE = {
  type: 'object',
  required: ['requests', 'windowMs', 'key'],
  additionalProperties: false,
  properties: {
    requests: { type: 'integer', minimum: 1 },
    windowMs: { type: 'integer', minimum: 1 },
    key: { type: 'string', enum: ['address', 'address-and-user'] },
    exempt: { type: 'string', minLength: 1 },
    outcome: { type: 'string' },
  },
}

/** A limit is well-formed; its outcome is one of the operation's, and every 429 is the outcome of a limit. */
export function checkRateLimit(document: Document): LintFinding[] {
  const report = reporter(document, 'rate-limit')
  const judge = createJudge('3.1')
  return contractOperations(document).flatMap((operation) => {
    const path = [...operation.path, 'x-rate-limit']
    const limit = operation.value['x-rate-limit']
    const wrong = limit === undefined ? [] : judge(SHAPE, limit)
    return [
      ...wrong.map((leaf) =>
        report([...path, ...leaf.path], inWords(leaf, limit, ['x-rate-limit', ...leaf.path].join('.'))),
      ),
      ...outcomeFindings(operation, report),
    ]
  })
}

function outcomeFindings(operation: ContractOperation, report: ReportFinding): LintFinding[] {
  const { examples, outcomes, path } = operation
  const named = outcomeOf(operation)
  const isUnknown = named !== undefined && !outcomes.includes(named)
  const unnamed = examples.filter(({ name, status }) => status === '429' && name !== named && outcomes.includes(name))
  return [
    ...(isUnknown ? [report([...path, 'x-rate-limit', 'outcome'], withoutOutcome(named))] : []),
    ...(isUnknown ? [] : unnamed.map(({ name }) => report(outcomePath(operation, outcomes.indexOf(name)), over(name)))),
  ]
}

const withoutOutcome = (name: string) => ({
  message: `the limit is enforced, but ${name} is not an outcome`,
  fix: `Add ${name} to x-outcomes with an example, or remove outcome:.`,
})

const over = (name: string) => ({
  message: `${name} has the status 429, but no limit has this outcome`,
  fix: `Write x-rate-limit: { requests, windowMs, key: address, outcome: ${name} }, or remove the outcome.`,
})

function outcomeOf({ value }: ContractOperation): string | undefined {
  const limit = value['x-rate-limit']
  const named = typeof limit === 'object' && limit !== null && 'outcome' in limit ? limit.outcome : undefined
  return typeof named === 'string' ? named : undefined
}
