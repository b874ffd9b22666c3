import { member, members, operationsOf, type Part } from '../read/openapi.ts'

/** A place with a schema and examples of it: a media type, a parameter or a header. */
export interface Carrier extends Part {
  /** Null for parameters and headers without a media type. */
  readonly mediaType: string | null
}

const COMPONENTS = {
  parameters: parameterCarriers,
  headers: parameterCarriers,
  requestBodies: contentCarriers,
  responses: responseCarriers,
  callbacks: pathCarriers,
  pathItems: itemCarriers,
}

/** Every such place in a document, in its operations and its components. */
export function carriersOf(root: Part): Carrier[] {
  const components = member(root, 'components')
  return [
    ...pathCarriers(member(root, 'paths')),
    ...pathCarriers(member(root, 'webhooks')),
    ...Object.entries(COMPONENTS).flatMap(([name, carriers]) => each(member(components, name), carriers)),
  ]
}

/** Every top-level schema of a document. */
export const schemasOf = (root: Part): Part[] => [
  ...carriersOf(root)
    .filter(({ value }) => 'schema' in value)
    .map((carrier) => member(carrier, 'schema')),
  ...members(member(member(root, 'components'), 'schemas')).map(([, schema]) => schema),
]

function pathCarriers(paths: Part): Carrier[] {
  return each(paths, itemCarriers)
}

function itemCarriers(item: Part): Carrier[] {
  // One path item under an empty name, so that the walk over operations can be reused.
  const operations = operationsOf({ path: [], value: { paths: { '': item.value } } })
  return [
    ...each(member(item, 'parameters'), parameterCarriers),
    ...operations.flatMap(({ operation }) =>
      operationCarriers({ path: [...item.path, ...operation.path.slice(2)], value: operation.value }),
    ),
  ]
}

const operationCarriers = (operation: Part): Carrier[] => [
  ...each(member(operation, 'parameters'), parameterCarriers),
  ...contentCarriers(member(operation, 'requestBody')),
  ...each(member(operation, 'responses'), responseCarriers),
  ...each(member(operation, 'callbacks'), pathCarriers),
]

function responseCarriers(response: Part): Carrier[] {
  return [...each(member(response, 'headers'), parameterCarriers), ...contentCarriers(response)]
}

function parameterCarriers(parameter: Part): Carrier[] {
  return [{ ...parameter, mediaType: null }, ...contentCarriers(parameter)]
}

function contentCarriers(part: Part): Carrier[] {
  return members(member(part, 'content')).flatMap(([mediaType, content]) => [
    { ...content, mediaType },
    ...each(member(content, 'encoding'), responseCarriers),
  ])
}

const each = (part: Part, carriers: (part: Part) => Carrier[]): Carrier[] =>
  members(part).flatMap(([, value]) => carriers(value))
