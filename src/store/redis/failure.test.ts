import { expect, it } from 'vitest'
import { Away, Declined } from './away.ts'
import { toFailure, toReason } from './failure.ts'

const address = { password: 's3cret' }

const reply = (text: string): Error => Object.assign(new Error(text), { name: 'ReplyError' })

it('a reply that the server will not carry out a command is told from one that it is not the one to ask', () => {
  for (const declined of ['OOM command not allowed', 'ERR no LOADING here', 'LOADINGS'])
    expect(toFailure(reply(declined), address, 'gone')).toEqual(new Declined(declined))
  expect(toFailure(reply('ERR by s3cret'), address, 'gone')).toEqual(new Declined('ERR by ***'))
  for (const left of [
    'READONLY You can’t write',
    'LOADING the dataset',
    'MASTERDOWN Link',
    'NOAUTH required',
    'WRONGPASS no',
  ])
    expect(toFailure(reply(left), address, 'gone')).toEqual(new Away(left))
})

it('what is no reply means that the connection was lost', () => {
  expect(toFailure(new Error('closed'), address, 'gone')).toEqual(new Away('gone'))
})

it('a reason shows no password, and all that is in an error of several addresses', () => {
  const several = new AggregateError([new Error('ECONNREFUSED ::1'), new Error('s3cret at 127.0.0.1')], '')
  expect(toReason(several, address)).toBe('ECONNREFUSED ::1; *** at 127.0.0.1')
  expect(toReason('plain', { password: null })).toBe('plain')
})

it('a reason of several addresses is their own, unless they have one together', () => {
  expect(toReason(new AggregateError([new Error('one')], 'together'), { password: null })).toBe('together')
  expect(toReason(new Error(''), { password: null })).toBe('')
})
