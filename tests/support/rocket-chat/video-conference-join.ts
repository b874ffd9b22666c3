import { faultFinder, type Operation } from './operation.ts'
import { failure, json } from './reply.ts'

const flag = { type: 'boolean', nullable: true }

/** Joining a video conference (§4). */
export const videoConferenceJoin: Operation = {
  method: 'POST',
  path: '/api/v1/video-conference.join',
  permission: null,
  anonymous: true,
  limit: { requests: 2, windowMs: 5000 },
  faultOf: faultFinder(
    {
      type: 'object',
      properties: {
        callId: { type: 'string' },
        state: { type: 'object', nullable: true, properties: { mic: flag, cam: flag }, additionalProperties: false },
      },
      required: ['callId'],
      additionalProperties: false,
    },
    false,
  ),
  handle: ({ callId }, caller, { calls }) => {
    const call = calls.find(({ _id }) => _id === callId)
    const mayAccess = call && (call.members === null || (caller && call.members.includes(caller.userId)))
    // On purpose the same: whoever may not see a call learns not even that there is one.
    if (!mayAccess) return failure('invalid-params')
    if (call.ended) return caller ? failure() : failure('failed-to-get-url')
    if (!caller) call.anonymousUsers += 1
    else if (!call.users.includes(caller.userId)) call.users.push(caller.userId)
    return json(200, { url: `http://g.co/meet/RocketChat_${call._id}`, providerName: 'googlemeet', success: true })
  },
}
