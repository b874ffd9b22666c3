import type { OperationId } from '../contract/compiled/types.ts'
import { listLivechatRooms } from '../domain/livechat-list.ts'
import { joinLivechatRoom } from '../domain/livechat.ts'
import { connectMeetingRooms, leaveMeetingRoom } from '../domain/meeting-connection.ts'
import { endMeetingRoom, lockMeetingRoom } from '../domain/meeting-host.ts'
import { joinMeetingRoom } from '../domain/meeting.ts'
import { joinVideoConference } from '../domain/video-conference.ts'
import { toDecider, type Decider } from './decider.ts'

/** Every operation that the mock implements; a new one is registered here. */
export const operations: Readonly<Record<OperationId, Decider>> = {
  joinLivechatRoom: toDecider(joinLivechatRoom),
  listLivechatRooms: toDecider(listLivechatRooms),
  joinVideoConference: toDecider(joinVideoConference),
  joinMeetingRoom: toDecider(joinMeetingRoom),
  connectMeetingRooms: toDecider(connectMeetingRooms),
  leaveMeetingRoom: toDecider(leaveMeetingRoom),
  lockMeetingRoom: toDecider(lockMeetingRoom),
  endMeetingRoom: toDecider(endMeetingRoom),
}
