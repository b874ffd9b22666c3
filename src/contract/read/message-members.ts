import { allMessages } from './asyncapi.ts'
import { rootOf } from './faces.ts'
import type { Document } from './load.ts'
import { isContainer } from '../../json.ts'

/** The names of all members that the payloads of a document's events and acks have, at any depth, each once. */
export const payloadMembersOf = (document: Document): string[] => [
  ...new Set(
    allMessages(rootOf(document))
      // What is given on connecting is no payload of an event.
      .filter(({ value }) => value['x-packet'] === 'EVENT' || value['x-packet'] === 'ACK')
      .flatMap(({ value }) => membersIn(value['payload'])),
  ),
]

function membersIn(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(membersIn)
  if (!isContainer(schema)) return []
  const { properties, items, allOf, anyOf, oneOf } = schema
  const own = isContainer(properties) ? Object.entries(properties) : []
  return [
    ...own.flatMap(([name, inner]) => [name, ...membersIn(inner)]),
    ...[items, allOf, anyOf, oneOf].flatMap(membersIn),
  ]
}
