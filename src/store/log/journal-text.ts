import { isObject, parseJson } from '../../json.ts'
import { createOwnCredentials, isCredential } from '../../credentials.ts'
import type { Entry, Recorded } from '../../world/journal.ts'

/**
 * An exchange as one line of JSON, without its number and without credentials, wherever it repeats them. Of a token, the claims remain:
 * they say who called, and are worth nothing without its signature.
 */
export function toExchangeText({ at, request, answer, asked }: Recorded): string {
  const hide = createOwnCredentials(request.headers)
  const { method, target, headers, body } = request
  return JSON.stringify({
    at,
    request: { method, target: hide(target), headers: withoutCredentials(headers, hide), body: hide(body) },
    answer: {
      status: answer.status,
      headers: answer.headers?.map(hide),
      body: hide(answer.body),
      delayMs: answer.delayMs,
      about: { ...answer.about, cause: hide(answer.about.cause) },
    },
    held: asked,
  })
}

const withoutCredentials = (
  headers: Recorded['request']['headers'],
  hide: (text: string) => string,
): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value = '']) => [
      name,
      isCredential(name) ? withoutSignature(value) : hide(value),
    ]),
  )

const withoutSignature = (credential: string): string => {
  const claims = /^bearer +[^.\s]+\.([\w-]+)\./i.exec(credential)?.[1]
  return claims === undefined ? '…' : `Bearer _.${claims}._`
}

/** Reads an exchange; undefined if the text is not one. */
export function readExchange(n: number, text: string): Entry | undefined {
  const told = parseJson(text)
  if (!isExchange(told)) return undefined
  const { at, request, answer, held } = told
  return { n, at, request, answer, asked: held }
}

interface ExchangeText extends Pick<Recorded, 'at' | 'request' | 'answer'> {
  readonly held?: readonly boolean[]
}

const isExchange = (told: unknown): told is ExchangeText =>
  isObject(told) &&
  typeof told['at'] === 'number' &&
  isRequest(told['request']) &&
  isAnswer(told['answer']) &&
  (told['held'] === undefined || Array.isArray(told['held']))

const isRequest = (request: unknown): boolean =>
  isObject(request) &&
  isObject(request['headers']) &&
  [request['method'], request['target'], request['body']].every((each) => typeof each === 'string')

const isAnswer = (answer: unknown): boolean =>
  isObject(answer) &&
  typeof answer['status'] === 'number' &&
  typeof answer['body'] === 'string' &&
  isObject(answer['about'])
