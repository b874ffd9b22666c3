import { openDocument } from '../contract/read/open.ts'
import { rootOf } from '../contract/read/faces.ts'
import type { Document } from '../contract/read/load.ts'
import { operationsOf } from '../contract/read/openapi.ts'
import { Fault } from '../fault.ts'
import { isContainer, isObject } from '../json.ts'
import type { AlsoDocument } from './also-operation.ts'

/** Reads an OpenAPI document. Throws a Fault, with file and line, for one that can't be answered from. */
export async function readAlsoDocument(path: string): Promise<AlsoDocument> {
  const document = await openDocument(path)
  const { file, value } = document
  const [wrong] = [...document.keyFaults, ...document.refFaults]
  if (wrong) throw new Fault(`${wrong.file}:${wrong.line}: ${wrong.message}`, wrong.fix)
  if (!isObject(value) || !VERSIONS.some((word) => typeof value[word] === 'string'))
    throw new Fault(
      `${file}:1: this is no OpenAPI document`,
      'Name a file that begins with `openapi: 3…` or `swagger: "2.0"`.',
    )
  const operations = operationsOf(rootOf(document)).map(({ path: at, method, operation }) => {
    const id = operation.value['operationId']
    return { path: at, method, file, ...(typeof id === 'string' ? { operation: id } : {}) }
  })
  if (operations.length === 0) {
    const at = document.locate(['paths'])
    throw new Fault(`${at.file}:${at.line}: there is no operation`, 'Add one below `paths`.')
  }
  return { operations, toPrism: () => prismForm(document) }
}

const VERSIONS = ['openapi', 'swagger'] as const

/** Prism follows the references of one file, and would ask the network for others: those are resolved before. */
function prismForm({ raw, value }: Document): object {
  const whole = isObject(raw) && refersOnlyToItself(raw) ? raw : value
  return isObject(whole) ? structuredClone(whole) : {}
}

function refersOnlyToItself(value: unknown): boolean {
  if (!isContainer(value)) return true
  const { $ref } = value
  if (typeof $ref === 'string' && !$ref.startsWith('#')) return false
  return Object.values(value).every(refersOnlyToItself)
}
