import { isObject, parseJson } from '../../json.ts'
import { isCredential, type Entry, type Recorded } from '../../world/journal.ts'

/**
 * An exchange as one line of JSON, without its number and without credentials. Of a token, the claims remain: they say who called, and
 * are worth nothing without its signature. Asks the rules about the decision, if they can be asked.
 */
export const toExchangeText = ({ at, request, answer, asked }: Recorded): string =>
  JSON.stringify({
    at,
    request: { ...request, headers: withoutCredentials(request.headers) },
    answer: {
      status: answer.status,
      headers: answer.headers,
      body: answer.body,
      delayMs: answer.delayMs,
      about: answer.about,
    },
    held: asked?.(),
  })

const withoutCredentials = (headers: Recorded['request']['headers']): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value = '']) => [name, isCredential(name) ? withoutSignature(value) : value]),
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
  return { n, at, request, answer, asked: held && (() => held) }
}

interface ExchangeText extends Pick<Recorded, 'at' | 'request' | 'answer'> {
  readonly held?: readonly boolean[]
}

const isExchange = (told: unknown): told is ExchangeText =>
  isObject(told) && typeof told['at'] === 'number' && isObject(told['request']) && isObject(told['answer'])
