import { toOrigin } from '../model/sent-event.ts'
import { toPointer, pointerParts } from '../model/pointer.ts'
import { allMessages, announcedBy, calledOperations } from '../read/asyncapi.ts'
import { rootOf } from '../read/faces.ts'
import type { Document } from '../read/load.ts'
import { member, type Part } from '../read/openapi.ts'
import { reporter, type LintFinding, type ReportFinding } from './finding.ts'
import { shown } from './wording.ts'

/** The keys of `x-tells` are members of the payload, and its values known expressions for their sources. */
export function checkTells(document: Document): LintFinding[] {
  const report = reporter(document, 'tells')
  const root = rootOf(document)
  const announcers = (event: unknown): string[] =>
    calledOperations(root).flatMap(({ id, operation }) =>
      announcedBy(operation).some((each) => each === event) ? [id] : [],
    )
  return allMessages(root).flatMap((message) => {
    const tells = member(message, 'x-tells')
    return Object.entries(tells.value).flatMap(([pointer, written]) => {
      const path = [...tells.path, pointer]
      return [
        ...(hasMember(member(message, 'payload'), pointer) ? [] : [report(path, noMember(pointer))]),
        ...originFindings(written, announcers(message.value['name']), path, report),
      ]
    })
  })
}

function originFindings(
  written: unknown,
  announcers: readonly string[],
  path: string[],
  report: ReportFinding,
): LintFinding[] {
  const origin = toOrigin(written)
  if (!origin) return [report(path, unreadable(written))]
  const operations = 'byOperation' in origin ? Object.keys(origin.byOperation) : []
  return operations
    .filter((operation) => !announcers.includes(operation))
    .map((operation) =>
      report([...path, operation], {
        message: `no operation ${operation} announces this event`,
        fix: `Write one of those that do: ${announcers.join(', ') || 'none'}.`,
      }),
    )
}

const unreadable = (written: unknown) => ({
  message: `x-tells needs the source of a part, but this is ${shown(written)}`,
  fix: 'Write $request.body#/member, $response.body#/member, $seat.body#/member, $request.socket or $seat.socket, or a text for each operation.',
})

const noMember = (pointer: string) => ({
  message: `the payload has no member ${pointer}`,
  fix: 'Name a member of its schema, as a JSON Pointer.',
})

const hasMember = (schema: Part, pointer: string): boolean => {
  const [first, ...rest] = pointerParts(pointer)
  if (first === undefined) return pointer === ''
  const properties = member(schema, 'properties')
  return (
    Object.hasOwn(properties.value, first) &&
    (rest.length === 0 || hasMember(member(properties, first), toPointer(rest)))
  )
}
