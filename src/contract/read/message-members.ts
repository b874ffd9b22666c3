import { allMessages } from './asyncapi.ts'
import { rootOf } from './faces.ts'
import type { Document } from './load.ts'
import { isContainer } from '../../json.ts'

/** All member names in the payloads of a document's events and acks, at any depth, without duplicates. */
export const payloadMembersOf = (document: Document): string[] => [
  ...new Set(
    allMessages(rootOf(document))
      // The `auth` of a connection is not the payload of an event.
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
