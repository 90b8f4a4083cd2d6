// Written by `npm run generate` from the files beside it. Do not edit.
import type { Rule } from './rule';
import sdpKeyCrossedClearHop from './sdp/key-crossed-clear-hop';
import sdpSdesInClear from './sdp/sdes-in-clear';
import sipAllowMissing from './sip/allow-missing';
import sipAorTransportParam from './sip/aor-transport-param';
import sipBasicAuthentication from './sip/basic-authentication';
import sipBlankLineInHeaders from './sip/blank-line-in-headers';
import sipContactInvalidHost from './sip/contact-invalid-host';
import sipContactLeavesTls from './sip/contact-leaves-tls';
import sipContactMissing from './sip/contact-missing';
import sipContactMultiple from './sip/contact-multiple';
import sipContactNotSipUri from './sip/contact-not-sip-uri';
import sipContactNotSips from './sip/contact-not-sips';
import sipContactParamOutsideBrackets from './sip/contact-param-outside-brackets';
import sipContactPrivateAddress from './sip/contact-private-address';
import sipContactSipsNeedlessly from './sip/contact-sips-needlessly';
import sipContactStarExpires from './sip/contact-star-expires';
import sipContentLengthInvalid from './sip/content-length-invalid';
import sipContentLengthMismatch from './sip/content-length-mismatch';
import sipContentLengthMissing from './sip/content-length-missing';
import sipContentTypeMissing from './sip/content-type-missing';
import sipCseqMethodMismatch from './sip/cseq-method-mismatch';
import sipCseqRange from './sip/cseq-range';
import sipDateTimezone from './sip/date-timezone';
import sipDigestInClear from './sip/digest-in-clear';
import sipDisplayNameNeedsQuotes from './sip/display-name-needs-quotes';
import sipDowngradeToVsRequestUri from './sip/downgrade-to-vs-request-uri';
import sipEmptySeparators from './sip/empty-separators';
import sipFromTagMissing from './sip/from-tag-missing';
import sipGruuScheme from './sip/gruu-scheme';
import sipHeaderLineMalformed from './sip/header-line-malformed';
import sipHistoryInfoDowngrade from './sip/history-info-downgrade';
import sipIdentityHeaderInClear from './sip/identity-header-in-clear';
import sipLocalSendError from './sip/local-send-error';
import sipMaddr from './sip/maddr';
import sipMaxForwardsAbove70 from './sip/max-forwards-above-70';
import sipMaxForwardsMissing from './sip/max-forwards-missing';
import sipMaxForwardsZero from './sip/max-forwards-zero';
import sipNameAddrUnclosed from './sip/name-addr-unclosed';
import sipNotUtf8 from './sip/not-utf8';
import sipOutboundIncomplete from './sip/outbound-incomplete';
import sipPathOutsideRegister from './sip/path-outside-register';
import sipQuotedStringUnterminated from './sip/quoted-string-unterminated';
import sipRecordRouteContactDisagree from './sip/record-route-contact-disagree';
import sipRecordRouteDoubleSwapped from './sip/record-route-double-swapped';
import sipRecordRouteInRegister from './sip/record-route-in-register';
import sipRecordRouteLeavesTls from './sip/record-route-leaves-tls';
import sipRecordRouteLrMissing from './sip/record-route-lr-missing';
import sipRecordRouteNotSips from './sip/record-route-not-sips';
import sipRecordRoutePrivateAddress from './sip/record-route-private-address';
import sipRecordRouteSingleAtTransportSwitch from './sip/record-route-single-at-transport-switch';
import sipRecordRouteSipsNeedlessly from './sip/record-route-sips-needlessly';
import sipReferToDowngrade from './sip/refer-to-downgrade';
import sipRegisterBothSchemes from './sip/register-both-schemes';
import sipRegisterContactLeavesTls from './sip/register-contact-leaves-tls';
import sipRegisterSipsAorContact from './sip/register-sips-aor-contact';
import sipRegisterSipsContactPath from './sip/register-sips-contact-path';
import sipRegisterSipsContactSipAor from './sip/register-sips-contact-sip-aor';
import sipRequestLargeForUdp from './sip/request-large-for-udp';
import sipRequestUriBrackets from './sip/request-uri-brackets';
import sipRequestUriHeaders from './sip/request-uri-headers';
import sipRequestUriSpace from './sip/request-uri-space';
import sipRequiredHeaderMissing from './sip/required-header-missing';
import sipResponseMandatoryHeader from './sip/response-mandatory-header';
import sipRouteHeaderWithoutBrackets from './sip/route-header-without-brackets';
import sipRouteLrMissing from './sip/route-lr-missing';
import sipScalarOutOfRange from './sip/scalar-out-of-range';
import sipSecAgreeIncomplete from './sip/sec-agree-incomplete';
import sipSingleHeaderDuplicated from './sip/single-header-duplicated';
import sipSipPort5061Clear from './sip/sip-port-5061-clear';
import sipSipTlsPort5060 from './sip/sip-tls-port-5060';
import sipSipsOverClearTransport from './sip/sips-over-clear-transport';
import sipSipsOverUdp from './sip/sips-over-udp';
import sipSipsPort5060 from './sip/sips-port-5060';
import sipSipsRouteNotOverTls from './sip/sips-route-not-over-tls';
import sipSipsRouteSetHasSip from './sip/sips-route-set-has-sip';
import sipSipsTransportTls from './sip/sips-transport-tls';
import sipSipsTransportUdp from './sip/sips-transport-udp';
import sipSipsUserPhone from './sip/sips-user-phone';
import sipSpaceInBrackets from './sip/space-in-brackets';
import sipStartLineMalformed from './sip/start-line-malformed';
import sipStartLineSpaces from './sip/start-line-spaces';
import sipStatusCodeRange from './sip/status-code-range';
import sipTelRequestUri from './sip/tel-request-uri';
import sipToTagMissingInResponse from './sip/to-tag-missing-in-response';
import sipTransportTlsDeprecated from './sip/transport-tls-deprecated';
import sipTransportUnknown from './sip/transport-unknown';
import sipTransportWss from './sip/transport-wss';
import sipUpgradeToVsRequestUri from './sip/upgrade-to-vs-request-uri';
import sipUriHostMalformed from './sip/uri-host-malformed';
import sipUriSchemeUnknown from './sip/uri-scheme-unknown';
import sipVersionUnknown from './sip/version-unknown';
import sipViaAliasNotTls from './sip/via-alias-not-tls';
import sipViaBranchCookie from './sip/via-branch-cookie';
import sipViaBranchMissing from './sip/via-branch-missing';
import sipViaClearPort5061 from './sip/via-clear-port-5061';
import sipViaMissing from './sip/via-missing';
import sipViaNatWithoutRport from './sip/via-nat-without-rport';
import sipViaProtocolName from './sip/via-protocol-name';
import sipViaRportWithoutReceived from './sip/via-rport-without-received';
import sipViaSentByMalformed from './sip/via-sent-by-malformed';
import sipViaStackLeavesTls from './sip/via-stack-leaves-tls';
import sipViaTlsInClear from './sip/via-tls-in-clear';
import sipViaTlsPort5060 from './sip/via-tls-port-5060';
import sipViaTransportLowercase from './sip/via-transport-lowercase';
import sipViaTransportMismatch from './sip/via-transport-mismatch';
import sipViaTransportUnknown from './sip/via-transport-unknown';
import sipWarningSipsNotAllowed from './sip/warning-sips-not-allowed';
import sipWarningSipsRequired from './sip/warning-sips-required';

export const rules: readonly Rule[] = [
  sdpKeyCrossedClearHop,
  sdpSdesInClear,
  sipAllowMissing,
  sipAorTransportParam,
  sipBasicAuthentication,
  sipBlankLineInHeaders,
  sipContactInvalidHost,
  sipContactLeavesTls,
  sipContactMissing,
  sipContactMultiple,
  sipContactNotSipUri,
  sipContactNotSips,
  sipContactParamOutsideBrackets,
  sipContactPrivateAddress,
  sipContactSipsNeedlessly,
  sipContactStarExpires,
  sipContentLengthInvalid,
  sipContentLengthMismatch,
  sipContentLengthMissing,
  sipContentTypeMissing,
  sipCseqMethodMismatch,
  sipCseqRange,
  sipDateTimezone,
  sipDigestInClear,
  sipDisplayNameNeedsQuotes,
  sipDowngradeToVsRequestUri,
  sipEmptySeparators,
  sipFromTagMissing,
  sipGruuScheme,
  sipHeaderLineMalformed,
  sipHistoryInfoDowngrade,
  sipIdentityHeaderInClear,
  sipLocalSendError,
  sipMaddr,
  sipMaxForwardsAbove70,
  sipMaxForwardsMissing,
  sipMaxForwardsZero,
  sipNameAddrUnclosed,
  sipNotUtf8,
  sipOutboundIncomplete,
  sipPathOutsideRegister,
  sipQuotedStringUnterminated,
  sipRecordRouteContactDisagree,
  sipRecordRouteDoubleSwapped,
  sipRecordRouteInRegister,
  sipRecordRouteLeavesTls,
  sipRecordRouteLrMissing,
  sipRecordRouteNotSips,
  sipRecordRoutePrivateAddress,
  sipRecordRouteSingleAtTransportSwitch,
  sipRecordRouteSipsNeedlessly,
  sipReferToDowngrade,
  sipRegisterBothSchemes,
  sipRegisterContactLeavesTls,
  sipRegisterSipsAorContact,
  sipRegisterSipsContactPath,
  sipRegisterSipsContactSipAor,
  sipRequestLargeForUdp,
  sipRequestUriBrackets,
  sipRequestUriHeaders,
  sipRequestUriSpace,
  sipRequiredHeaderMissing,
  sipResponseMandatoryHeader,
  sipRouteHeaderWithoutBrackets,
  sipRouteLrMissing,
  sipScalarOutOfRange,
  sipSecAgreeIncomplete,
  sipSingleHeaderDuplicated,
  sipSipPort5061Clear,
  sipSipTlsPort5060,
  sipSipsOverClearTransport,
  sipSipsOverUdp,
  sipSipsPort5060,
  sipSipsRouteNotOverTls,
  sipSipsRouteSetHasSip,
  sipSipsTransportTls,
  sipSipsTransportUdp,
  sipSipsUserPhone,
  sipSpaceInBrackets,
  sipStartLineMalformed,
  sipStartLineSpaces,
  sipStatusCodeRange,
  sipTelRequestUri,
  sipToTagMissingInResponse,
  sipTransportTlsDeprecated,
  sipTransportUnknown,
  sipTransportWss,
  sipUpgradeToVsRequestUri,
  sipUriHostMalformed,
  sipUriSchemeUnknown,
  sipVersionUnknown,
  sipViaAliasNotTls,
  sipViaBranchCookie,
  sipViaBranchMissing,
  sipViaClearPort5061,
  sipViaMissing,
  sipViaNatWithoutRport,
  sipViaProtocolName,
  sipViaRportWithoutReceived,
  sipViaSentByMalformed,
  sipViaStackLeavesTls,
  sipViaTlsInClear,
  sipViaTlsPort5060,
  sipViaTransportLowercase,
  sipViaTransportMismatch,
  sipViaTransportUnknown,
  sipWarningSipsNotAllowed,
  sipWarningSipsRequired,
];
