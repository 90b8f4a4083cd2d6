// Written by `npm run generate` from the files beside it. Do not edit.
import type { EndpointRule } from './endpoint-rule';
import chainAiaMissing from './chain/aia-missing';
import chainCnIgnored from './chain/cn-ignored';
import chainCnOnly from './chain/cn-only';
import chainCrossSignedAlternatives from './chain/cross-signed-alternatives';
import chainDnsShadowedByUri from './chain/dns-shadowed-by-uri';
import chainEkuClientAuthMissing from './chain/eku-client-auth-missing';
import chainEkuServerAuthMissing from './chain/eku-server-auth-missing';
import chainEkuSipDomain from './chain/eku-sip-domain';
import chainExpired from './chain/expired';
import chainExpiredUnneeded from './chain/expired-unneeded';
import chainExpiresSoon from './chain/expires-soon';
import chainExtraCertificate from './chain/extra-certificate';
import chainFileNewerThanWire from './chain/file-newer-than-wire';
import chainIdnUnicode from './chain/idn-unicode';
import chainIntermediateMissing from './chain/intermediate-missing';
import chainIpSan from './chain/ip-san';
import chainIssuerKeyMismatch from './chain/issuer-key-mismatch';
import chainKeyMismatch from './chain/key-mismatch';
import chainKeyUsage from './chain/key-usage';
import chainLarge from './chain/large';
import chainLeafIsCa from './chain/leaf-is-ca';
import chainLeafNotFirst from './chain/leaf-not-first';
import chainMustStapleWithoutStaple from './chain/must-staple-without-staple';
import chainNameConstraints from './chain/name-constraints';
import chainNameControlCharacters from './chain/name-control-characters';
import chainNameMismatch from './chain/name-mismatch';
import chainNoRevocationInformation from './chain/no-revocation-information';
import chainNotACa from './chain/not-a-ca';
import chainNotYetValid from './chain/not-yet-valid';
import chainOcspUnknown from './chain/ocsp-unknown';
import chainPathLength from './chain/path-length';
import chainPrivateCa from './chain/private-ca';
import chainProviderExpectation from './chain/provider-expectation';
import chainRevocationUnreachable from './chain/revocation-unreachable';
import chainRevoked from './chain/revoked';
import chainRootDistrusted from './chain/root-distrusted';
import chainRootSent from './chain/root-sent';
import chainSanEmpty from './chain/san-empty';
import chainSctAbsent from './chain/sct-absent';
import chainSelfSigned from './chain/self-signed';
import chainSerial from './chain/serial';
import chainSrvTargetNotNamed from './chain/srv-target-not-named';
import chainSrvTargetOnly from './chain/srv-target-only';
import chainStapleBad from './chain/staple-bad';
import chainTrailingDot from './chain/trailing-dot';
import chainUnknownCriticalExtension from './chain/unknown-critical-extension';
import chainUnknownRoot from './chain/unknown-root';
import chainUnrelatedDomains from './chain/unrelated-domains';
import chainUriSanOnly from './chain/uri-san-only';
import chainUriSanUnusable from './chain/uri-san-unusable';
import chainValidityTooLong from './chain/validity-too-long';
import chainVerifyDepth from './chain/verify-depth';
import chainVersion1 from './chain/version-1';
import chainWeakKey from './chain/weak-key';
import chainWeakSignature from './chain/weak-signature';
import chainWildcard from './chain/wildcard';
import chainWildcardMalformed from './chain/wildcard-malformed';
import chainWrongOrder from './chain/wrong-order';
import probeCertificateDiffers from './probe/certificate-differs';
import probeChainDiffers from './probe/chain-differs';
import probeDnsFailure from './probe/dns-failure';
import probeIpv6Broken from './probe/ipv6-broken';
import probeKeepalivePongAbsent from './probe/keepalive-pong-absent';
import probeKeyShared from './probe/key-shared';
import probeNameNotFound from './probe/name-not-found';
import probeNaptrAbsent from './probe/naptr-absent';
import probeNaptrMalformed from './probe/naptr-malformed';
import probeNaptrOrder from './probe/naptr-order';
import probeNxdomainNodataMixed from './probe/nxdomain-nodata-mixed';
import probeOneOfMany from './probe/one-of-many';
import probeOptions405WithoutAllow from './probe/options-405-without-allow';
import probeOptionsClosed from './probe/options-closed';
import probeOptionsContactLeavesTls from './probe/options-contact-leaves-tls';
import probeOptionsNat from './probe/options-nat';
import probeOptionsNoAnswer from './probe/options-no-answer';
import probeOptionsSlow from './probe/options-slow';
import probeOptionsStatus from './probe/options-status';
import probeOptionsViaTransport from './probe/options-via-transport';
import probePortSkipsSrv from './probe/port-skips-srv';
import probeRefused from './probe/refused';
import probeResolversDisagree from './probe/resolvers-disagree';
import probeRotation from './probe/rotation';
import probeSipsSrvAbsent from './probe/sips-srv-absent';
import probeSipsTargetNoTls from './probe/sips-target-no-tls';
import probeSniChangesCertificate from './probe/sni-changes-certificate';
import probeSrvNotOffered from './probe/srv-not-offered';
import probeSrvPort5060 from './probe/srv-port-5060';
import probeSrvTargetInvalid from './probe/srv-target-invalid';
import probeSrvWeights from './probe/srv-weights';
import probeSrvWrongLabel from './probe/srv-wrong-label';
import probeTlsSettingsDiffer from './probe/tls-settings-differ';
import probeTtlExtreme from './probe/ttl-extreme';
import probeUnreachable from './probe/unreachable';
import probeWrongHost from './probe/wrong-host';
import tlsAlertCertificateExpired from './tls/alert-certificate-expired';
import tlsAlertCertificateRejected from './tls/alert-certificate-rejected';
import tlsAlertDecryptError from './tls/alert-decrypt-error';
import tlsAlertHelloUnreadable from './tls/alert-hello-unreadable';
import tlsAlertInappropriateFallback from './tls/alert-inappropriate-fallback';
import tlsAlertInternalError from './tls/alert-internal-error';
import tlsAlertProtocolVersion from './tls/alert-protocol-version';
import tlsAlertUnknownCa from './tls/alert-unknown-ca';
import tlsAlpnRefused from './tls/alpn-refused';
import tlsAlpnUnregisteredName from './tls/alpn-unregistered-name';
import tlsAnswerMalformed from './tls/answer-malformed';
import tlsClientCaListEmpty from './tls/client-ca-list-empty';
import tlsClientCertificateNotAcceptedCa from './tls/client-certificate-not-accepted-ca';
import tlsClientCertificateNotAsked from './tls/client-certificate-not-asked';
import tlsClientCertificateRequested from './tls/client-certificate-requested';
import tlsClientCertificateRequired from './tls/client-certificate-required';
import tlsClientOffersObsoleteOnly from './tls/client-offers-obsolete-only';
import tlsCloseNotifyMissing from './tls/close-notify-missing';
import tlsClosedDuringHandshake from './tls/closed-during-handshake';
import tlsCompression from './tls/compression';
import tlsDheGroupWeak from './tls/dhe-group-weak';
import tlsDheSuite from './tls/dhe-suite';
import tlsDowngradeDetected from './tls/downgrade-detected';
import tlsEarlyDataOffered from './tls/early-data-offered';
import tlsExtendedMasterSecretMissing from './tls/extended-master-secret-missing';
import tlsFallbackScsvIgnored from './tls/fallback-scsv-ignored';
import tlsGroupWeak from './tls/group-weak';
import tlsHandshakeFailure from './tls/handshake-failure';
import tlsHandshakeSlow from './tls/handshake-slow';
import tlsHandshakeStalled from './tls/handshake-stalled';
import tlsHelloFragmented from './tls/hello-fragmented';
import tlsHelloRetryRequest from './tls/hello-retry-request';
import tlsHelloTooBig from './tls/hello-too-big';
import tlsHttpOnTlsPort from './tls/http-on-tls-port';
import tlsNoForwardSecrecy from './tls/no-forward-secrecy';
import tlsNoSuiteForKeyType from './tls/no-suite-for-key-type';
import tlsNoTls13 from './tls/no-tls13';
import tlsNotTls from './tls/not-tls';
import tlsOnlyTls13 from './tls/only-tls13';
import tlsPlainSipOnTlsPort from './tls/plain-sip-on-tls-port';
import tlsRefusedAfterHandshake from './tls/refused-after-handshake';
import tlsRenegotiationInsecure from './tls/renegotiation-insecure';
import tlsResetAfterHello from './tls/reset-after-hello';
import tlsResumptionRefused from './tls/resumption-refused';
import tlsSignatureSha1 from './tls/signature-sha1';
import tlsSilent from './tls/silent';
import tlsSniAcknowledgedWrongCertificate from './tls/sni-acknowledged-wrong-certificate';
import tlsSniIpLiteral from './tls/sni-ip-literal';
import tlsSniMalformed from './tls/sni-malformed';
import tlsSniMissing from './tls/sni-missing';
import tlsSuite3des from './tls/suite-3des';
import tlsSuiteBroken from './tls/suite-broken';
import tlsSuiteCbc from './tls/suite-cbc';
import tlsSuiteNoEncryption from './tls/suite-no-encryption';
import tlsSuiteStaticKeyExchange from './tls/suite-static-key-exchange';
import tlsTicketLifetime from './tls/ticket-lifetime';
import tlsTlsOnPlainPort from './tls/tls-on-plain-port';
import tlsUnrecognizedName from './tls/unrecognized-name';
import tlsUnsupportedHere from './tls/unsupported-here';
import tlsVersionIntolerant from './tls/version-intolerant';
import tlsVersionObsolete from './tls/version-obsolete';
import tlsVersionObsoleteAccepted from './tls/version-obsolete-accepted';
import tlsVersionSsl from './tls/version-ssl';
import tlsWeakSuiteChosen from './tls/weak-suite-chosen';

export const endpointRules: readonly EndpointRule[] = [
  chainAiaMissing,
  chainCnIgnored,
  chainCnOnly,
  chainCrossSignedAlternatives,
  chainDnsShadowedByUri,
  chainEkuClientAuthMissing,
  chainEkuServerAuthMissing,
  chainEkuSipDomain,
  chainExpired,
  chainExpiredUnneeded,
  chainExpiresSoon,
  chainExtraCertificate,
  chainFileNewerThanWire,
  chainIdnUnicode,
  chainIntermediateMissing,
  chainIpSan,
  chainIssuerKeyMismatch,
  chainKeyMismatch,
  chainKeyUsage,
  chainLarge,
  chainLeafIsCa,
  chainLeafNotFirst,
  chainMustStapleWithoutStaple,
  chainNameConstraints,
  chainNameControlCharacters,
  chainNameMismatch,
  chainNoRevocationInformation,
  chainNotACa,
  chainNotYetValid,
  chainOcspUnknown,
  chainPathLength,
  chainPrivateCa,
  chainProviderExpectation,
  chainRevocationUnreachable,
  chainRevoked,
  chainRootDistrusted,
  chainRootSent,
  chainSanEmpty,
  chainSctAbsent,
  chainSelfSigned,
  chainSerial,
  chainSrvTargetNotNamed,
  chainSrvTargetOnly,
  chainStapleBad,
  chainTrailingDot,
  chainUnknownCriticalExtension,
  chainUnknownRoot,
  chainUnrelatedDomains,
  chainUriSanOnly,
  chainUriSanUnusable,
  chainValidityTooLong,
  chainVerifyDepth,
  chainVersion1,
  chainWeakKey,
  chainWeakSignature,
  chainWildcard,
  chainWildcardMalformed,
  chainWrongOrder,
  probeCertificateDiffers,
  probeChainDiffers,
  probeDnsFailure,
  probeIpv6Broken,
  probeKeepalivePongAbsent,
  probeKeyShared,
  probeNameNotFound,
  probeNaptrAbsent,
  probeNaptrMalformed,
  probeNaptrOrder,
  probeNxdomainNodataMixed,
  probeOneOfMany,
  probeOptions405WithoutAllow,
  probeOptionsClosed,
  probeOptionsContactLeavesTls,
  probeOptionsNat,
  probeOptionsNoAnswer,
  probeOptionsSlow,
  probeOptionsStatus,
  probeOptionsViaTransport,
  probePortSkipsSrv,
  probeRefused,
  probeResolversDisagree,
  probeRotation,
  probeSipsSrvAbsent,
  probeSipsTargetNoTls,
  probeSniChangesCertificate,
  probeSrvNotOffered,
  probeSrvPort5060,
  probeSrvTargetInvalid,
  probeSrvWeights,
  probeSrvWrongLabel,
  probeTlsSettingsDiffer,
  probeTtlExtreme,
  probeUnreachable,
  probeWrongHost,
  tlsAlertCertificateExpired,
  tlsAlertCertificateRejected,
  tlsAlertDecryptError,
  tlsAlertHelloUnreadable,
  tlsAlertInappropriateFallback,
  tlsAlertInternalError,
  tlsAlertProtocolVersion,
  tlsAlertUnknownCa,
  tlsAlpnRefused,
  tlsAlpnUnregisteredName,
  tlsAnswerMalformed,
  tlsClientCaListEmpty,
  tlsClientCertificateNotAcceptedCa,
  tlsClientCertificateNotAsked,
  tlsClientCertificateRequested,
  tlsClientCertificateRequired,
  tlsClientOffersObsoleteOnly,
  tlsCloseNotifyMissing,
  tlsClosedDuringHandshake,
  tlsCompression,
  tlsDheGroupWeak,
  tlsDheSuite,
  tlsDowngradeDetected,
  tlsEarlyDataOffered,
  tlsExtendedMasterSecretMissing,
  tlsFallbackScsvIgnored,
  tlsGroupWeak,
  tlsHandshakeFailure,
  tlsHandshakeSlow,
  tlsHandshakeStalled,
  tlsHelloFragmented,
  tlsHelloRetryRequest,
  tlsHelloTooBig,
  tlsHttpOnTlsPort,
  tlsNoForwardSecrecy,
  tlsNoSuiteForKeyType,
  tlsNoTls13,
  tlsNotTls,
  tlsOnlyTls13,
  tlsPlainSipOnTlsPort,
  tlsRefusedAfterHandshake,
  tlsRenegotiationInsecure,
  tlsResetAfterHello,
  tlsResumptionRefused,
  tlsSignatureSha1,
  tlsSilent,
  tlsSniAcknowledgedWrongCertificate,
  tlsSniIpLiteral,
  tlsSniMalformed,
  tlsSniMissing,
  tlsSuite3des,
  tlsSuiteBroken,
  tlsSuiteCbc,
  tlsSuiteNoEncryption,
  tlsSuiteStaticKeyExchange,
  tlsTicketLifetime,
  tlsTlsOnPlainPort,
  tlsUnrecognizedName,
  tlsUnsupportedHere,
  tlsVersionIntolerant,
  tlsVersionObsolete,
  tlsVersionObsoleteAccepted,
  tlsVersionSsl,
  tlsWeakSuiteChosen,
];
