import type { Document } from '../read/load.ts'
import { contractOperations, outcomePath, type ContractOperation } from './contract-operations.ts'
import { reporter, type LintFinding } from './finding.ts'
import { createJudge } from './judge.ts'
import { inWords } from './wording.ts'

const SHAPE = {
  type: 'object',
  required: ['requests', 'windowMs', 'key', 'enforced'],
  additionalProperties: false,
  properties: {
    requests: { type: 'integer', minimum: 1 },
    windowMs: { type: 'integer', minimum: 1 },
    key: { type: 'string', const: 'address' },
    enforced: { type: 'boolean' },
  },
}

const OUTCOME = 'rate-limited'

/** A limit has its shape; it is enforced exactly if there is an answer for those who go over it. */
export function checkRateLimit(document: Document): LintFinding[] {
  const report = reporter(document, 'rate-limit')
  const judge = createJudge('3.1')
  return contractOperations(document).flatMap((operation) => {
    const path = [...operation.path, 'x-rate-limit']
    const limit = operation.value['x-rate-limit']
    const isEnforced = enforced(operation)
    const index = operation.outcomes.indexOf(OUTCOME)
    const wrong = limit === undefined ? [] : judge(SHAPE, limit)
    return [
      ...wrong.map((leaf) =>
        report([...path, ...leaf.path], inWords(leaf, limit, ['x-rate-limit', ...leaf.path].join('.'))),
      ),
      ...(isEnforced && index < 0 ? [report(path, WITHOUT_OUTCOME)] : []),
      ...(!isEnforced && index >= 0 ? [report(outcomePath(operation, index), WITHOUT_LIMIT)] : []),
    ]
  })
}

const WITHOUT_OUTCOME = {
  message: `the limit is enforced, but ${OUTCOME} is no outcome`,
  fix: `Add ${OUTCOME} to x-outcomes with an example, or write enforced: false.`,
}

const WITHOUT_LIMIT = {
  message: `${OUTCOME} is an outcome, but no limit is enforced`,
  fix: 'Write x-rate-limit: { requests, windowMs, key: address, enforced: true }, or take the outcome out.',
}

function enforced({ value }: ContractOperation): boolean {
  const limit = value['x-rate-limit']
  return typeof limit === 'object' && limit !== null && 'enforced' in limit && limit.enforced === true
}
