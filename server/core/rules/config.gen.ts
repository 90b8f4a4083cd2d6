// Written by `npm run generate` from the files beside it. Do not edit.
import type { ConfigRule } from './config-rule';
import configAstCertType from './config/ast-cert-type';
import configAstDtlsCert from './config/ast-dtls-cert';
import configAstDtlsVerify from './config/ast-dtls-verify';
import configAstEndpointTransportUnknown from './config/ast-endpoint-transport-unknown';
import configAstExternalBoth from './config/ast-external-both';
import configAstExternalIpForFqdnPeer from './config/ast-external-ip-for-fqdn-peer';
import configAstExternalMissing from './config/ast-external-missing';
import configAstHttpTlsdisable from './config/ast-http-tlsdisable';
import configAstIncludeMissing from './config/ast-include-missing';
import configAstMediaNoneOverTls from './config/ast-media-none-over-tls';
import configAstMediaOptimistic from './config/ast-media-optimistic';
import configAstMediaSdesClear from './config/ast-media-sdes-clear';
import configAstModuleLeftOut from './config/ast-module-left-out';
import configAstReload from './config/ast-reload';
import configAstRewriteContact from './config/ast-rewrite-contact';
import configAstRtpIceOff from './config/ast-rtp-ice-off';
import configAstSipClientmethod from './config/ast-sip-clientmethod';
import configAstSipDontverify from './config/ast-sip-dontverify';
import configAstSipEncryptionUdp from './config/ast-sip-encryption-udp';
import configAstSipRemoved from './config/ast-sip-removed';
import configAstSipTlsenable from './config/ast-sip-tlsenable';
import configAstTlsCertMissingOption from './config/ast-tls-cert-missing-option';
import configAstTlsCipher from './config/ast-tls-cipher';
import configAstTlsFile from './config/ast-tls-file';
import configAstTlsMethodDefault from './config/ast-tls-method-default';
import configAstTlsMethodExact from './config/ast-tls-method-exact';
import configAstTlsMethodOld from './config/ast-tls-method-old';
import configAstTlsMethodUnknown from './config/ast-tls-method-unknown';
import configAstUriSips from './config/ast-uri-sips';
import configAstUriTransportVsEndpoint from './config/ast-uri-transport-vs-endpoint';
import configAstUriUnescapedSemicolon from './config/ast-uri-unescaped-semicolon';
import configAstVerifyClientHalf from './config/ast-verify-client-half';
import configAstVerifyIpPeer from './config/ast-verify-ip-peer';
import configAstVerifyServerNoCa from './config/ast-verify-server-no-ca';
import configAstVerifyServerOff from './config/ast-verify-server-off';
import configAstVerifyWildcard from './config/ast-verify-wildcard';
import configAstWizardTransportPattern from './config/ast-wizard-transport-pattern';
import configAstWssCertIgnored from './config/ast-wss-cert-ignored';
import configAstWssHttpTlsOff from './config/ast-wss-http-tls-off';
import configBsAuthInline from './config/bs-auth-inline';
import configBsCert from './config/bs-cert';
import configBsModuleMissing from './config/bs-module-missing';
import configBsOutboundTransport from './config/bs-outbound-transport';
import configBsSrtpClear from './config/bs-srtp-clear';
import configBsTransportDisabled from './config/bs-transport-disabled';
import configBsUri5061 from './config/bs-uri-5061';
import configBsUriSips from './config/bs-uri-sips';
import configBsVerifyOff from './config/bs-verify-off';
import configCertChainIncomplete from './config/cert-chain-incomplete';
import configCertEku from './config/cert-eku';
import configCertExpiry from './config/cert-expiry';
import configCertFileMissing from './config/cert-file-missing';
import configCertKeyEncrypted from './config/cert-key-encrypted';
import configCertKeyInRepo from './config/cert-key-in-repo';
import configCertKeyMismatch from './config/cert-key-mismatch';
import configCertNameIp from './config/cert-name-ip';
import configCertNameMismatch from './config/cert-name-mismatch';
import configCertNameWildcard from './config/cert-name-wildcard';
import configCertNotPem from './config/cert-not-pem';
import configCertNotyet from './config/cert-notyet';
import configCertOrder from './config/cert-order';
import configCertSelfsignedPublic from './config/cert-selfsigned-public';
import configCertWeak from './config/cert-weak';
import configCertWrongFile from './config/cert-wrong-file';
import configCipher3des from './config/cipher-3des';
import configCipherAnon from './config/cipher-anon';
import configCipherCbc from './config/cipher-cbc';
import configCipherExport from './config/cipher-export';
import configCipherMd5 from './config/cipher-md5';
import configCipherNoPfs from './config/cipher-no-pfs';
import configCipherNull from './config/cipher-null';
import configCipherRc4 from './config/cipher-rc4';
import configCipherRefused from './config/cipher-refused';
import configCipherUnknown from './config/cipher-unknown';
import configDrAdminSecret from './config/dr-admin-secret';
import configDrAdminTlsPort from './config/dr-admin-tls-port';
import configDrContactExternal from './config/dr-contact-external';
import configDrContactPort from './config/dr-contact-port';
import configDrContactScheme from './config/dr-contact-scheme';
import configDrJsonUnread from './config/dr-json-unread';
import configDrTlsChainMissing from './config/dr-tls-chain-missing';
import configDrTlsFilesUnused from './config/dr-tls-files-unused';
import configDrTlsMinVersion from './config/dr-tls-min-version';
import configDrTlsNoFiles from './config/dr-tls-no-files';
import configFleetInconsistent from './config/fleet-inconsistent';
import configFsAgentChainIgnored from './config/fs-agent-chain-ignored';
import configFsAgentNoCert from './config/fs-agent-no-cert';
import configFsAgentNoKey from './config/fs-agent-no-key';
import configFsCafileNoIntermediate from './config/fs-cafile-no-intermediate';
import configFsCertdirMissingPem from './config/fs-certdir-missing-pem';
import configFsExtIp from './config/fs-ext-ip';
import configFsGateway5061Udp from './config/fs-gateway-5061-udp';
import configFsGatewaySips from './config/fs-gateway-sips';
import configFsGatewayTransportSplit from './config/fs-gateway-transport-split';
import configFsMediaBehindBridge from './config/fs-media-behind-bridge';
import configFsMediaCallerOnly from './config/fs-media-caller-only';
import configFsMediaForbiddenTwilio from './config/fs-media-forbidden-twilio';
import configFsMediaOldName from './config/fs-media-old-name';
import configFsMediaSdesClear from './config/fs-media-sdes-clear';
import configFsPassphraseEmptyEncrypted from './config/fs-passphrase-empty-encrypted';
import configFsPortClash from './config/fs-port-clash';
import configFsPreprocCommented from './config/fs-preproc-commented';
import configFsTlsBindParamsMaddr from './config/fs-tls-bind-params-maddr';
import configFsTlsOffButUsed from './config/fs-tls-off-but-used';
import configFsTlsOnlyWithoutTls from './config/fs-tls-only-without-tls';
import configFsVarUndefined from './config/fs-var-undefined';
import configFsVerifyChainOnly from './config/fs-verify-chain-only';
import configFsVerifyDateOff from './config/fs-verify-date-off';
import configFsVerifyDepth from './config/fs-verify-depth';
import configFsVerifyEmpty from './config/fs-verify-empty';
import configFsVerifyInSubjectsUnused from './config/fs-verify-in-subjects-unused';
import configFsVerifyNone from './config/fs-verify-none';
import configFsVerifyPrefix from './config/fs-verify-prefix';
import configFsVerifyUnknown from './config/fs-verify-unknown';
import configFsVersionBlank from './config/fs-version-blank';
import configFsVersionNo13Name from './config/fs-version-no13-name';
import configFsVersionOld from './config/fs-version-old';
import configFsVersionUnknown from './config/fs-version-unknown';
import configFsWssCert from './config/fs-wss-cert';
import configFxCertPair from './config/fx-cert-pair';
import configFxCipherNoEffect from './config/fx-cipher-no-effect';
import configFxClientOnlyListen from './config/fx-client-only-listen';
import configFxDeprecatedRequirePeer from './config/fx-deprecated-require-peer';
import configFxMtlsNoCa from './config/fx-mtls-no-ca';
import configFxTransportTls from './config/fx-transport-tls';
import configFxVerifyOutgoingOff from './config/fx-verify-outgoing-off';
import configFxWildcardTls from './config/fx-wildcard-tls';
import configKamAdvertisePrivate from './config/kam-advertise-private';
import configKamAnyHidden from './config/kam-any-hidden';
import configKamCert2Modparam from './config/kam-cert2-modparam';
import configKamCipherTls13Names from './config/kam-cipher-tls13-names';
import configKamClientNoSni from './config/kam-client-no-sni';
import configKamClientProfileByIp from './config/kam-client-profile-by-ip';
import configKamClientServerIdUnknown from './config/kam-client-server-id-unknown';
import configKamClientServerIdUnused from './config/kam-client-server-id-unused';
import configKamCompression from './config/kam-compression';
import configKamConfigModparamsIgnored from './config/kam-config-modparams-ignored';
import configKamCoreLegacy from './config/kam-core-legacy';
import configKamCrlNoRequire from './config/kam-crl-no-require';
import configKamEnableTlsMissing from './config/kam-enable-tls-missing';
import configKamKeyPassword from './config/kam-key-password';
import configKamKeylog from './config/kam-keylog';
import configKamListenMissing from './config/kam-listen-missing';
import configKamMethodDeprecated from './config/kam-method-deprecated';
import configKamMethodImplicit10 from './config/kam-method-implicit-10';
import configKamMethodInvalid from './config/kam-method-invalid';
import configKamModuleMissing from './config/kam-module-missing';
import configKamModuleOrder from './config/kam-module-order';
import configKamPathCwd from './config/kam-path-cwd';
import configKamProfileAnyNoSni from './config/kam-profile-any-no-sni';
import configKamProfileDuplicate from './config/kam-profile-duplicate';
import configKamProfileNoDefault from './config/kam-profile-no-default';
import configKamProfileNoListener from './config/kam-profile-no-listener';
import configKamProfileSectionSyntax from './config/kam-profile-section-syntax';
import configKamRenegotiation from './config/kam-renegotiation';
import configKamRequireAlone from './config/kam-require-alone';
import configKamRouteUdpUnderTls from './config/kam-route-udp-under-tls';
import configKamRrIgnoreSips from './config/kam-rr-ignore-sips';
import configKamRrPreset from './config/kam-rr-preset';
import configKamRrSingle from './config/kam-rr-single';
import configKamSocketMismatch from './config/kam-socket-mismatch';
import configKamTcpDisabled from './config/kam-tcp-disabled';
import configKamTcpLifetime from './config/kam-tcp-lifetime';
import configKamThreadsMode from './config/kam-threads-mode';
import configKamUri5061NoTransport from './config/kam-uri-5061-no-transport';
import configKamVerifyClientMixed from './config/kam-verify-client-mixed';
import configKamVerifyClientNoCaOpt from './config/kam-verify-client-no-ca-opt';
import configKamVerifyClientOff from './config/kam-verify-client-off';
import configKamVerifyNoCa from './config/kam-verify-no-ca';
import configKamVerifyNoHostname from './config/kam-verify-no-hostname';
import configKamWsClientCertificate from './config/kam-ws-client-certificate';
import configKamWsNoLength from './config/kam-ws-no-length';
import configKamWsNoXhttp from './config/kam-ws-no-xhttp';
import configKeylogOn from './config/keylog-on';
import configLkAddressUri from './config/lk-address-uri';
import configLkInboundOpen from './config/lk-inbound-open';
import configLkMediaDeprecated from './config/lk-media-deprecated';
import configLkMediaDisableSecureProvider from './config/lk-media-disable-secure-provider';
import configLkMediaRequireClear from './config/lk-media-require-clear';
import configLkNatBoth from './config/lk-nat-both';
import configLkTlsCipher13 from './config/lk-tls-cipher-13';
import configLkTlsCipherInsecure from './config/lk-tls-cipher-insecure';
import configLkTlsCipherUnknown from './config/lk-tls-cipher-unknown';
import configLkTlsKeylog from './config/lk-tls-keylog';
import configLkTlsNoCerts from './config/lk-tls-no-certs';
import configLkTlsUnknownKey from './config/lk-tls-unknown-key';
import configLkTlsVersionValue from './config/lk-tls-version-value';
import configLkTransportAuto5061 from './config/lk-transport-auto-5061';
import configMediaPlainOverTls from './config/media-plain-over-tls';
import configMediaSdesClear from './config/media-sdes-clear';
import configMethodDeprecated from './config/method-deprecated';
import configMethodNo13 from './config/method-no13';
import configMethodSingleOld from './config/method-single-old';
import configMtlsNoCa from './config/mtls-no-ca';
import configOsipAdvertise from './config/osip-advertise';
import configOsipCipherNull from './config/osip-cipher-null';
import configOsipClientAvpUnused from './config/osip-client-avp-unused';
import configOsipClientDomainMissing from './config/osip-client-domain-missing';
import configOsipClientDomainUnknown from './config/osip-client-domain-unknown';
import configOsipClientVerifyOff from './config/osip-client-verify-off';
import configOsipDepth from './config/osip-depth';
import configOsipDomainBracket from './config/osip-domain-bracket';
import configOsipDomainDuplicate from './config/osip-domain-duplicate';
import configOsipDomainSharedName from './config/osip-domain-shared-name';
import configOsipDomainUndefined from './config/osip-domain-undefined';
import configOsipHandshakeTimeout from './config/osip-handshake-timeout';
import configOsipListenRemoved from './config/osip-listen-removed';
import configOsipMatchNoListener from './config/osip-match-no-listener';
import configOsipMatchNoneMissing from './config/osip-match-none-missing';
import configOsipMatchOverlap from './config/osip-match-overlap';
import configOsipMethodExact from './config/osip-method-exact';
import configOsipMethodInvalid from './config/osip-method-invalid';
import configOsipMethodPrefix from './config/osip-method-prefix';
import configOsipOrder from './config/osip-order';
import configOsipProtoTlsMissing from './config/osip-proto-tls-missing';
import configOsipRequireWithoutVerify from './config/osip-require-without-verify';
import configOsipReuseCert from './config/osip-reuse-cert';
import configOsipRouteUdpUnderTls from './config/osip-route-udp-under-tls';
import configOsipServerDomainMissing from './config/osip-server-domain-missing';
import configOsipSocketMismatch from './config/osip-socket-mismatch';
import configOsipSocketNoProto from './config/osip-socket-no-proto';
import configOsipTlsLibBoth from './config/osip-tls-lib-both';
import configOsipTlsLibMissing from './config/osip-tls-lib-missing';
import configOsipTlsMgmMissing from './config/osip-tls-mgm-missing';
import configOsipUri5061 from './config/osip-uri-5061';
import configOsipVerifyDefaultMtls from './config/osip-verify-default-mtls';
import configOsipVerifyNoCa from './config/osip-verify-no-ca';
import configPemAnchorExpired from './config/pem-anchor-expired';
import configPemBroken from './config/pem-broken';
import configPemKeyMismatch from './config/pem-key-mismatch';
import configPemKeyMixedIn from './config/pem-key-mixed-in';
import configPjSrtpClear from './config/pj-srtp-clear';
import configPjSrtpSecureBlocked from './config/pj-srtp-secure-blocked';
import configPjTlsUnused from './config/pj-tls-unused';
import configPjUri from './config/pj-uri';
import configPjVerifyNoCa from './config/pj-verify-no-ca';
import configPjVerifyOff from './config/pj-verify-off';
import configPortPlainOn5061 from './config/port-plain-on-5061';
import configPortTlsOn5060 from './config/port-tls-on-5060';
import configProvider5060 from './config/provider-5060';
import configProviderSipsRefused from './config/provider-sips-refused';
import configProviderTeamsIpContact from './config/provider-teams-ip-contact';
import configProviderTeamsNoClientCert from './config/provider-teams-no-client-cert';
import configProviderTwilioDtls from './config/provider-twilio-dtls';
import configProviderTwilioSdesUdp from './config/provider-twilio-sdes-udp';
import configProviderTwilioSrtpOff from './config/provider-twilio-srtp-off';
import configReClearSslv3 from './config/re-clear-sslv3';
import configReMethodTlsv1 from './config/re-method-tlsv1';
import configReMtlsNoCa from './config/re-mtls-no-ca';
import configReOptionsLost from './config/re-options-lost';
import configReRrAny from './config/re-rr-any';
import configReSingleIgnored from './config/re-single-ignored';
import configReTransportDomain from './config/re-transport-domain';
import configReTransportGap from './config/re-transport-gap';
import configReWildcard from './config/re-wildcard';
import configRtpeDtlsCipher from './config/rtpe-dtls-cipher';
import configRtpeHttpsNoCert from './config/rtpe-https-no-cert';
import configRtpeLogSrtpKeys from './config/rtpe-log-srtp-keys';
import configRtpeNgPublic from './config/rtpe-ng-public';
import configRtpengineDtlsOff from './config/rtpengine-dtls-off';
import configRtpenginePlainOverTls from './config/rtpengine-plain-over-tls';
import configRtpengineSdesClear from './config/rtpengine-sdes-clear';
import configSecretInline from './config/secret-inline';
import configSettingMisspelled from './config/setting-misspelled';
import configSippCryptoClear from './config/sipp-crypto-clear';
import configSippHardTransport from './config/sipp-hard-transport';
import configSippLen from './config/sipp-len';
import configSippPort5060 from './config/sipp-port5060';
import configSippSipsWithPlain from './config/sipp-sips-with-plain';
import configSippTlsCertMissing from './config/sipp-tls-cert-missing';
import configSippTlsNoverify from './config/sipp-tls-noverify';
import configSippTlsVersion from './config/sipp-tls-version';
import configSniDefaultMissing from './config/sni-default-missing';
import configSniNotSent from './config/sni-not-sent';
import configSyntax from './config/syntax';
import configUriIpTls from './config/uri-ip-tls';
import configUriSipsUdp from './config/uri-sips-udp';
import configUriTransportMissing from './config/uri-transport-missing';
import configUriTransportTlsDeprecated from './config/uri-transport-tls-deprecated';
import configVerifyClientOff from './config/verify-client-off';

export const configRules: readonly ConfigRule[] = [
  configAstCertType,
  configAstDtlsCert,
  configAstDtlsVerify,
  configAstEndpointTransportUnknown,
  configAstExternalBoth,
  configAstExternalIpForFqdnPeer,
  configAstExternalMissing,
  configAstHttpTlsdisable,
  configAstIncludeMissing,
  configAstMediaNoneOverTls,
  configAstMediaOptimistic,
  configAstMediaSdesClear,
  configAstModuleLeftOut,
  configAstReload,
  configAstRewriteContact,
  configAstRtpIceOff,
  configAstSipClientmethod,
  configAstSipDontverify,
  configAstSipEncryptionUdp,
  configAstSipRemoved,
  configAstSipTlsenable,
  configAstTlsCertMissingOption,
  configAstTlsCipher,
  configAstTlsFile,
  configAstTlsMethodDefault,
  configAstTlsMethodExact,
  configAstTlsMethodOld,
  configAstTlsMethodUnknown,
  configAstUriSips,
  configAstUriTransportVsEndpoint,
  configAstUriUnescapedSemicolon,
  configAstVerifyClientHalf,
  configAstVerifyIpPeer,
  configAstVerifyServerNoCa,
  configAstVerifyServerOff,
  configAstVerifyWildcard,
  configAstWizardTransportPattern,
  configAstWssCertIgnored,
  configAstWssHttpTlsOff,
  configBsAuthInline,
  configBsCert,
  configBsModuleMissing,
  configBsOutboundTransport,
  configBsSrtpClear,
  configBsTransportDisabled,
  configBsUri5061,
  configBsUriSips,
  configBsVerifyOff,
  configCertChainIncomplete,
  configCertEku,
  configCertExpiry,
  configCertFileMissing,
  configCertKeyEncrypted,
  configCertKeyInRepo,
  configCertKeyMismatch,
  configCertNameIp,
  configCertNameMismatch,
  configCertNameWildcard,
  configCertNotPem,
  configCertNotyet,
  configCertOrder,
  configCertSelfsignedPublic,
  configCertWeak,
  configCertWrongFile,
  configCipher3des,
  configCipherAnon,
  configCipherCbc,
  configCipherExport,
  configCipherMd5,
  configCipherNoPfs,
  configCipherNull,
  configCipherRc4,
  configCipherRefused,
  configCipherUnknown,
  configDrAdminSecret,
  configDrAdminTlsPort,
  configDrContactExternal,
  configDrContactPort,
  configDrContactScheme,
  configDrJsonUnread,
  configDrTlsChainMissing,
  configDrTlsFilesUnused,
  configDrTlsMinVersion,
  configDrTlsNoFiles,
  configFleetInconsistent,
  configFsAgentChainIgnored,
  configFsAgentNoCert,
  configFsAgentNoKey,
  configFsCafileNoIntermediate,
  configFsCertdirMissingPem,
  configFsExtIp,
  configFsGateway5061Udp,
  configFsGatewaySips,
  configFsGatewayTransportSplit,
  configFsMediaBehindBridge,
  configFsMediaCallerOnly,
  configFsMediaForbiddenTwilio,
  configFsMediaOldName,
  configFsMediaSdesClear,
  configFsPassphraseEmptyEncrypted,
  configFsPortClash,
  configFsPreprocCommented,
  configFsTlsBindParamsMaddr,
  configFsTlsOffButUsed,
  configFsTlsOnlyWithoutTls,
  configFsVarUndefined,
  configFsVerifyChainOnly,
  configFsVerifyDateOff,
  configFsVerifyDepth,
  configFsVerifyEmpty,
  configFsVerifyInSubjectsUnused,
  configFsVerifyNone,
  configFsVerifyPrefix,
  configFsVerifyUnknown,
  configFsVersionBlank,
  configFsVersionNo13Name,
  configFsVersionOld,
  configFsVersionUnknown,
  configFsWssCert,
  configFxCertPair,
  configFxCipherNoEffect,
  configFxClientOnlyListen,
  configFxDeprecatedRequirePeer,
  configFxMtlsNoCa,
  configFxTransportTls,
  configFxVerifyOutgoingOff,
  configFxWildcardTls,
  configKamAdvertisePrivate,
  configKamAnyHidden,
  configKamCert2Modparam,
  configKamCipherTls13Names,
  configKamClientNoSni,
  configKamClientProfileByIp,
  configKamClientServerIdUnknown,
  configKamClientServerIdUnused,
  configKamCompression,
  configKamConfigModparamsIgnored,
  configKamCoreLegacy,
  configKamCrlNoRequire,
  configKamEnableTlsMissing,
  configKamKeyPassword,
  configKamKeylog,
  configKamListenMissing,
  configKamMethodDeprecated,
  configKamMethodImplicit10,
  configKamMethodInvalid,
  configKamModuleMissing,
  configKamModuleOrder,
  configKamPathCwd,
  configKamProfileAnyNoSni,
  configKamProfileDuplicate,
  configKamProfileNoDefault,
  configKamProfileNoListener,
  configKamProfileSectionSyntax,
  configKamRenegotiation,
  configKamRequireAlone,
  configKamRouteUdpUnderTls,
  configKamRrIgnoreSips,
  configKamRrPreset,
  configKamRrSingle,
  configKamSocketMismatch,
  configKamTcpDisabled,
  configKamTcpLifetime,
  configKamThreadsMode,
  configKamUri5061NoTransport,
  configKamVerifyClientMixed,
  configKamVerifyClientNoCaOpt,
  configKamVerifyClientOff,
  configKamVerifyNoCa,
  configKamVerifyNoHostname,
  configKamWsClientCertificate,
  configKamWsNoLength,
  configKamWsNoXhttp,
  configKeylogOn,
  configLkAddressUri,
  configLkInboundOpen,
  configLkMediaDeprecated,
  configLkMediaDisableSecureProvider,
  configLkMediaRequireClear,
  configLkNatBoth,
  configLkTlsCipher13,
  configLkTlsCipherInsecure,
  configLkTlsCipherUnknown,
  configLkTlsKeylog,
  configLkTlsNoCerts,
  configLkTlsUnknownKey,
  configLkTlsVersionValue,
  configLkTransportAuto5061,
  configMediaPlainOverTls,
  configMediaSdesClear,
  configMethodDeprecated,
  configMethodNo13,
  configMethodSingleOld,
  configMtlsNoCa,
  configOsipAdvertise,
  configOsipCipherNull,
  configOsipClientAvpUnused,
  configOsipClientDomainMissing,
  configOsipClientDomainUnknown,
  configOsipClientVerifyOff,
  configOsipDepth,
  configOsipDomainBracket,
  configOsipDomainDuplicate,
  configOsipDomainSharedName,
  configOsipDomainUndefined,
  configOsipHandshakeTimeout,
  configOsipListenRemoved,
  configOsipMatchNoListener,
  configOsipMatchNoneMissing,
  configOsipMatchOverlap,
  configOsipMethodExact,
  configOsipMethodInvalid,
  configOsipMethodPrefix,
  configOsipOrder,
  configOsipProtoTlsMissing,
  configOsipRequireWithoutVerify,
  configOsipReuseCert,
  configOsipRouteUdpUnderTls,
  configOsipServerDomainMissing,
  configOsipSocketMismatch,
  configOsipSocketNoProto,
  configOsipTlsLibBoth,
  configOsipTlsLibMissing,
  configOsipTlsMgmMissing,
  configOsipUri5061,
  configOsipVerifyDefaultMtls,
  configOsipVerifyNoCa,
  configPemAnchorExpired,
  configPemBroken,
  configPemKeyMismatch,
  configPemKeyMixedIn,
  configPjSrtpClear,
  configPjSrtpSecureBlocked,
  configPjTlsUnused,
  configPjUri,
  configPjVerifyNoCa,
  configPjVerifyOff,
  configPortPlainOn5061,
  configPortTlsOn5060,
  configProvider5060,
  configProviderSipsRefused,
  configProviderTeamsIpContact,
  configProviderTeamsNoClientCert,
  configProviderTwilioDtls,
  configProviderTwilioSdesUdp,
  configProviderTwilioSrtpOff,
  configReClearSslv3,
  configReMethodTlsv1,
  configReMtlsNoCa,
  configReOptionsLost,
  configReRrAny,
  configReSingleIgnored,
  configReTransportDomain,
  configReTransportGap,
  configReWildcard,
  configRtpeDtlsCipher,
  configRtpeHttpsNoCert,
  configRtpeLogSrtpKeys,
  configRtpeNgPublic,
  configRtpengineDtlsOff,
  configRtpenginePlainOverTls,
  configRtpengineSdesClear,
  configSecretInline,
  configSettingMisspelled,
  configSippCryptoClear,
  configSippHardTransport,
  configSippLen,
  configSippPort5060,
  configSippSipsWithPlain,
  configSippTlsCertMissing,
  configSippTlsNoverify,
  configSippTlsVersion,
  configSniDefaultMissing,
  configSniNotSent,
  configSyntax,
  configUriIpTls,
  configUriSipsUdp,
  configUriTransportMissing,
  configUriTransportTlsDeprecated,
  configVerifyClientOff,
];
