import { isContainer } from '../../json.ts'

/** A part of a document: its value, and the parts of its pointer. */
export interface Part {
  readonly path: readonly string[]
  readonly value: Record<string, unknown>
}

// `query` is new in 3.2.
const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query']

/** The named member of a part; an empty part if it is missing, so that walks need no special case. */
export const member = (part: Part, name: string): Part => {
  const value = part.value[name]
  return { path: [...part.path, name], value: isContainer(value) ? value : {} }
}

/** All members of a part that are objects, by name. */
export const members = (part: Part): [string, Part][] =>
  Object.keys(part.value)
    .filter((name) => isContainer(part.value[name]))
    .map((name) => [name, member(part, name)])

/** Every operation of an OpenAPI document with its path template and upper-case method. */
export const operationsOf = (root: Part): { path: string; method: string; operation: Part }[] =>
  members(member(root, 'paths')).flatMap(([path, item]) =>
    METHODS.filter((method) => isContainer(item.value[method])).map((method) => ({
      path,
      method: method.toUpperCase(),
      operation: member(item, method),
    })),
  )

/** A named example of a response, with the status and media type that complete the answer. */
export interface ResponseExample {
  readonly name: string
  readonly status: string
  readonly mediaType: string
  readonly example: Part
  readonly schema: Part
}

/** Every named example under the responses of an operation. */
export const responseExamples = (operation: Part): ResponseExample[] =>
  members(member(operation, 'responses')).flatMap(([status, response]) =>
    members(member(response, 'content')).flatMap(([mediaType, content]) =>
      members(member(content, 'examples')).map(([name, example]) => ({
        name,
        status,
        mediaType,
        example,
        schema: member(content, 'schema'),
      })),
    ),
  )

/** The texts in a list; empty for anything else. */
export const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []
