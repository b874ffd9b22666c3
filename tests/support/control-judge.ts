import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { expect } from 'vitest'
import { loadDocument } from '../../src/contract/read/load.ts'
import type { ControlMethod } from './plane.ts'
import type { Received } from './referee.ts'
import { isContainer } from '../../src/json.ts'

/** An operation of the control plane, as its contract says, read by no code of the control plane. */
export interface ControlContract {
  readonly id: string
  readonly method: ControlMethod
  /** With `{names}` where values go. */
  readonly path: string
  /** Whether the contract takes this body; of an operation without one, anything. */
  readonly takes: (body: unknown) => boolean
  /** Members that a body must have, as far as the contract says. */
  readonly required: readonly string[]
  readonly hasBody: boolean
  /** Holds an answer against the documented response of its status, in which every object is closed. */
  readonly judge: (answer: Received) => void
}

/** Every operation of specs/control.openapi.yaml. */
export async function loadControlContract(): Promise<ControlContract[]> {
  const { value } = await loadDocument('specs/control.openapi.yaml', '.')
  const closed = structuredClone(value)
  close(closed, new Set())
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  // Formats are no part of what a row is judged by: whoever writes a date that is none gets it back.
  const lenient = new Ajv2020({ strict: false, validateFormats: false })
  const paths = membersOf(value, 'paths')
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(Object(methods)).flatMap(([name, operation]: [string, unknown]) => {
      const method = METHODS.find((each) => each.toLowerCase() === name)
      return method && isContainer(operation)
        ? [
            toContract(
              { requests: lenient, answers: path.includes('livechat-rooms') ? lenient : ajv },
              { method, path, operation, responses: at(closed, ['paths', path, name, 'responses']) },
            ),
          ]
        : []
    }),
  )
}

const METHODS: readonly ControlMethod[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

interface Documented {
  readonly method: ControlMethod
  readonly path: string
  readonly operation: object
  readonly responses: unknown
}

function toContract(
  { requests, answers }: { readonly requests: Ajv2020; readonly answers: Ajv2020 },
  { method, path, operation, responses }: Documented,
): ControlContract {
  const schema = at(operation, ['requestBody', 'content', 'application/json', 'schema'])
  const validate = isContainer(schema) ? requests.compile(schema) : null
  const required = at(schema, ['required'])
  const id = String(at(operation, ['operationId']))
  const validators = new Map(
    Object.entries(Object(responses)).map(([status, response]) => [status, toValidators(answers, response)]),
  )
  return {
    id,
    method,
    path,
    hasBody: validate !== null,
    takes: (body) => validate?.(body) ?? true,
    required: Array.isArray(required) ? required.map(String) : [],
    judge: (answer) => judge(`${id} ${answer.status}`, validators, answer),
  }
}

type Validators = Map<string, Map<string, ValidateFunction>>

const toValidators = (ajv: Ajv2020, response: unknown): Map<string, ValidateFunction> =>
  new Map(
    Object.entries(membersOf(response, 'content')).flatMap(([type, media]) => {
      const schema = at(media, ['schema'])
      return isContainer(schema) ? [[type, ajv.compile(schema)] as const] : []
    }),
  )

function judge(what: string, validators: Validators, { status, headers, body }: Received): void {
  const documented = validators.get(String(status)) ?? (status < 500 ? validators.get('4XX') : undefined)
  if (!documented) throw new Error(`${what} is not documented: ${body}`)
  const type = headers['content-type'] ?? ''
  const validate = documented.get(type)
  if (!validate) throw new Error(`${what} is documented as ${[...documented.keys()].join(', ')}, not ${type}`)
  const value: unknown = JSON.parse(body)
  expect(validate(value), `${what}: ${JSON.stringify(validate.errors)} in ${body.slice(0, 500)}`).toBe(true)
}

/** Closes every object schema that says nothing of further members. */
function close(value: unknown, seen: Set<unknown>): void {
  if (!isContainer(value) || seen.has(value)) return
  seen.add(value)
  if (isContainer(value['properties']) && 'type' in value && !('additionalProperties' in value))
    value['additionalProperties'] = false
  for (const member of Object.values(value)) close(member, seen)
}

const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((part, name) => (isContainer(part) ? part[name] : undefined), value)

const membersOf = (value: unknown, name: string): Record<string, unknown> => {
  const found = at(value, [name])
  return isContainer(found) ? found : {}
}
