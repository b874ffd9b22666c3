import { allMessages } from '../read/asyncapi.ts'
import { rootOf } from '../read/faces.ts'
import type { Document } from '../read/load.ts'
import { member, members, type Part } from '../read/openapi.ts'
import { reporter, type LintFinding } from './finding.ts'
import { createJudge } from './judge/judge.ts'
import { createSchemaFaults } from './judge/schema-faults.ts'
import { dotted, inWords, nearName } from './wording.ts'
import { isContainer } from '../../json.ts'

interface Example {
  readonly path: readonly string[]
  readonly value: unknown
}

/** In an AsyncAPI document, each payload is a schema, and each example of a message (ours, too) is valid against it. */
export function checkMessages(document: Document): LintFinding[] {
  const report = reporter(document, 'messages')
  const judge = createJudge('3.1')
  const faultsOf = createSchemaFaults('3.1')
  return allMessages(rootOf(document)).flatMap((message) => {
    const payload = member(message, 'payload')
    const faults = faultsOf([payload])
    if (faults.length > 0)
      return faults.map((fault) =>
        report(fault.path, inWords({ ...fault, path: fault.within }, fault.schema, nearName(fault.path))),
      )
    return examplesOf(message).flatMap(({ path, value }) =>
      judge(payload.value, value).map((leaf) =>
        report([...path, ...leaf.path], inWords(leaf, value, dotted(leaf.path) || 'the example')),
      ),
    )
  })
}

/** An example of a message may be one of its headers alone. */
const examplesOf = (message: Part): Example[] => {
  const { examples } = message.value
  const list: unknown[] = Array.isArray(examples) ? examples : []
  return [
    ...list.flatMap((example, index) =>
      isContainer(example) && 'payload' in example
        ? [{ path: [...message.path, 'examples', String(index), 'payload'], value: example['payload'] }]
        : [],
    ),
    ...members(member(message, 'x-examples')).map(([, { path, value }]) => ({
      path: [...path, 'value'],
      value: value['value'],
    })),
  ]
}
