import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Document } from '../../read/load.ts'
import { openDocument } from '../../read/open.ts'
import type { LintFinding } from '../finding.ts'

/** A document with this text, loaded from a folder that is deleted after the test. */
export async function documentOf(text: string, name = 'stage.openapi.yaml'): Promise<Document> {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-lint-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, name), text)
  return openDocument(join(folder, name))
}

/** Findings in short, for tests: `line: what is wrong`. */
export const told = (findings: readonly LintFinding[]): string[] =>
  findings.map(({ line, message }) => `${line}: ${message}`)

/** The first line that contains a text. */
export const lineOf = (text: string, piece: string): number => text.slice(0, text.indexOf(piece)).split('\n').length

/** Replaces a part of a text. Throws if it does not occur, so that no test checks the wrong text. */
export function changed(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`there is no ${from} in the text`)
  return text.replace(from, () => to)
}

/** A small, valid contract. */
export const GOOD = `openapi: 3.1.0
info: { title: Stage, version: 1.0.0 }
paths:
  /stage:
    post:
      operationId: enterStage
      summary: Enter the stage
      x-mutates: true
      x-wears-out: false
      x-rate-limit: { requests: 2, windowMs: 5000, key: address, outcome: rate-limited }
      x-outcomes:
        - rate-limited
        - dark
        - off-limits
        - entered
      requestBody:
        x-max-bytes: 100
        content:
          application/json:
            schema: { $ref: '#/components/schemas/Wish' }
            example: { stage: north }
      responses:
        '200':
          description: The caller is on the stage.
          content:
            application/json:
              schema: { type: object, required: [since], properties: { since: { type: string, format: date-time } } }
              examples:
                entered:
                  summary: the caller may enter
                  x-source: ['play.txt#Entering']
                  x-varies:
                    /since: { type: string, format: date-time }
                  value: { since: '2026-03-03T10:30:00.000Z' }
        '400':
          description: Nobody may enter.
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Refusal' }
              examples:
                dark:
                  summary: the light is out
                  x-source: [inferred]
                  value: { error: the light is out }
                off-limits:
                  summary: the stage is being painted
                  x-source: [server]
                  x-varies:
                    /error: { type: string, pattern: '^painted until (?<hour>\\d+)$' }
                  value: { error: painted until 12 }
        '429':
          description: Too many calls.
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Refusal' }
              examples:
                rate-limited:
                  summary: the third call within five seconds
                  x-source: [server]
                  value: { error: slow down }
components:
  schemas:
    Wish: { type: object, properties: { stage: { type: string }, until: { type: string, nullable: true } } }
    Refusal: { type: object, required: [error], properties: { error: { type: string } } }
`

/** A small, valid document of messages. */
export const HALL = `asyncapi: 3.0.0
operations:
  enter:
    action: receive
    x-outcomes: [entered]
    x-seat: { takes: hall }
    x-announces: [came]
    x-without-ack: { success: came }
    messages: [{ $ref: '#/components/messages/enter' }]
    reply: { messages: [{ $ref: '#/components/messages/entered' }] }
  told:
    action: send
    messages: []
components:
  messages:
    enter: { name: enter, x-packet: EVENT, payload: { type: object } }
    entered:
      name: entered
      x-packet: ACK
      x-status: 201
      payload: { type: object, properties: { id: { type: string } } }
      x-examples: { entered: { value: { id: 'a' } } }
    came:
      name: came
      x-packet: EVENT
      x-audience: others
      x-tells: { /who/name: $request.body#/who, /how: { enter: by the door } }
      payload: { type: object, properties: { who: { properties: { name: {} } }, how: { type: string } } }
      examples: [{ payload: { how: by the door } }]
`

/** A small, valid OpenAPI document that is no contract of ours. */
export const STAGES = `openapi: 3.1.0
info: { title: Stage, version: 1.0.0 }
servers:
  - url: https://{region}.example.com
    variables: { region: { default: eu, enum: [eu, us] } }
security: [{ token: [] }]
paths:
  /stages/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string } }
    get:
      operationId: getStage
      parameters: [{ name: q, in: query, schema: { type: string } }]
      responses: { '200': { description: ok, links: { self: { operationId: getStage } } } }
  /stages:
    post:
      operationId: addStage
      security: [{ login: [write] }]
      responses: { '200': { description: ok } }
components:
  securitySchemes:
    token: { type: http, scheme: bearer, bearerFormat: JWT }
    login:
      type: oauth2
      flows: { implicit: { authorizationUrl: https://example.com, scopes: { write: change } } }
  schemas:
    Light:
      type: string
      enum: [on, off]
      default: on
`
