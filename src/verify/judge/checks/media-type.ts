import { headerValues, type Check } from './answered.ts'
import { breach } from './breach.ts'
import { sourcesOf } from './statement.ts'

/** The body has the documented media type, except over sockets; parameters are allowed, but no charset other than UTF-8. */
export const checkMediaType: Check = (answered) => {
  const { outcome, received, sockets } = answered
  if (sockets !== null && sockets.callerId !== null) return []
  const values = [...new Set(headerValues(received, 'content-type'))]
  const value = values.join(', ')
  const [essence = '', ...parameters] = value.split(';').map((part) => part.trim().toLowerCase())
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.replaceAll(/^charset=|"/g, '')
  if (essence === outcome.mediaType && (charset === undefined || charset === 'utf-8' || charset === 'utf8')) return []
  return [
    breach(value === '' ? 'the answer has no Content-Type' : 'the media type is wrong', {
      check: 'media-type',
      sources: sourcesOf(answered, 'media-type'),
      expected: outcome.mediaType,
      actual: value,
    }),
  ]
}
