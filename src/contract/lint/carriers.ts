import type { Direction } from './judge/direction.ts'
import { member, members, operationsOf, type Part } from '../read/openapi.ts'

/** A place with a schema and examples of it: a media type, a parameter or a header. */
export interface Carrier extends Part {
  /** Null for parameters and headers without a media type. */
  readonly mediaType: string | null
  /** Null where both directions are possible. */
  readonly direction: Direction | null
}

/** Every such place in a document, in its operations and its components; one behind several `$ref`s is listed once. */
export function carriersOf(root: Part): Carrier[] {
  const { each, ofItem, ofParameter, ofBody, ofResponse, ofHeader, ofPaths, ofMediaType } = createWalk()
  const components = member(root, 'components')
  return [
    ...ofPaths(member(root, 'paths')),
    ...ofPaths(member(root, 'webhooks')),
    ...each(member(components, 'parameters'), ofParameter),
    ...each(member(components, 'headers'), (header) => ofHeader(header, null)),
    ...each(member(components, 'requestBodies'), ofBody),
    ...each(member(components, 'responses'), ofResponse),
    ...each(member(components, 'callbacks'), ofPaths),
    ...each(member(components, 'pathItems'), ofItem),
    ...each(member(components, 'mediaTypes'), (media) => ofMediaType(media, 'application/json', null)),
  ]
}

/** Every top-level schema of a document, each once. */
export function schemasOf(root: Part): Part[] {
  const all = [
    ...carriersOf(root).flatMap((carrier) =>
      ['schema', 'itemSchema'].filter((word) => word in carrier.value).map((word) => member(carrier, word)),
    ),
    ...members(member(member(root, 'components'), 'schemas')).map(([, schema]) => schema),
  ]
  return [...new Map(all.map((schema) => [schema.value, schema])).values()]
}

function createWalk() {
  // Callbacks may lead back to the operation that they belong to.
  const seen = new Set<unknown>()

  const each = (part: Part, walk: (part: Part) => Carrier[]): Carrier[] =>
    members(part)
      .map(([, value]) => value)
      .filter(({ value }) => !seen.has(value))
      .flatMap((inner) => {
        seen.add(inner.value)
        return walk(inner)
      })

  const ofPaths = (paths: Part): Carrier[] => each(paths, ofItem)

  function ofItem(item: Part): Carrier[] {
    // One path item under an empty name, so that the walk over operations can be reused.
    const operations = operationsOf({ path: [], value: { paths: { '': item.value } } })
    return [
      ...each(member(item, 'parameters'), ofParameter),
      ...operations.flatMap(({ operation }) =>
        ofOperation({ path: [...item.path, ...operation.path.slice(2)], value: operation.value }),
      ),
    ]
  }

  const ofOperation = (operation: Part): Carrier[] => [
    ...each(member(operation, 'parameters'), ofParameter),
    ...ofBody(member(operation, 'requestBody')),
    ...each(member(operation, 'responses'), ofResponse),
    ...each(member(operation, 'callbacks'), ofPaths),
  ]

  const ofParameter = (parameter: Part): Carrier[] => ofHeader(parameter, 'request')

  const ofBody = (body: Part): Carrier[] => ofContent(body, 'request')

  const ofResponse = (response: Part): Carrier[] => ofParts(response, 'response')

  const ofParts = (part: Part, direction: Direction | null): Carrier[] => [
    ...each(member(part, 'headers'), (header) => ofHeader(header, direction)),
    ...ofContent(part, direction),
  ]

  const ofHeader = (header: Part, direction: Direction | null): Carrier[] => [
    { ...header, mediaType: null, direction },
    ...ofContent(header, direction),
  ]

  const ofContent = (part: Part, direction: Direction | null): Carrier[] =>
    members(member(part, 'content')).flatMap(([mediaType, content]) => ofMediaType(content, mediaType, direction))

  const ofMediaType = (content: Part, mediaType: string, direction: Direction | null): Carrier[] => [
    { ...content, mediaType, direction },
    ...each(member(content, 'encoding'), (encoding) => ofParts(encoding, direction)),
  ]

  return { each, ofPaths, ofItem, ofParameter, ofBody, ofResponse, ofHeader, ofMediaType }
}
