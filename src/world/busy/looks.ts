import type { IdLook } from './keyed-ids.ts'

/** Like ids of Meteor. */
export const livechatIds: IdLook = {
  // Without easily confused characters.
  alphabet: '23456789ABCDEFGHJKLMNPQRSTWXYZabcdefghijkmnopqrstuvwxyz',
  telling: 6,
  others: 11,
  length: 17,
}

/** Like `abc-def-ghi`. */
export const meetingCodes: IdLook = {
  alphabet: 'abcdefghijklmnopqrstuvwxyz',
  telling: 9,
  others: 0,
  length: 11,
  shape: (letters) => letters.replace(/(...)(...)(...)/, '$1-$2-$3'),
}

/** Like ids of MongoDB. */
export const callIds: IdLook = { alphabet: '0123456789abcdef', telling: 8, others: 16, length: 24 }
