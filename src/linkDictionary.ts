/**
 * The preset dictionary of links of version 1. Links that were shared are on paper and in mailboxes: this text never
 * changes; a better one gets a new version beside it. What is commonest stands last, where deflate reaches it cheapest.
 */
export const LINK_DICTIONARY_1 = [
  '"refreshService":{"id":"https://","type":"1EdTechCredentialRefresh"},"termsOfUse":[{"type":"',
  '"credentialSchema":[{"id":"https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json","type":"1EdTechJsonSchemaValidator2019"}]',
  '"credentialStatus":{"id":"https://","type":"BitstringStatusListEntry","statusPurpose":"revocation","statusListIndex":"","statusListCredential":"https://',
  '"evidence":[{"type":["Evidence"],"name":"","narrative":"","id":"urn:uuid:","genre":""}]',
  '"resultDescription":[{"id":"urn:uuid:","type":["ResultDescription"],"name":"Grade","resultType":"LetterGrade","allowedValue":["A","B","C"],"valueMax":"100","valueMin":"0","requiredValue":"Percent","RawScore"',
  '"alignment":[{"type":["Alignment"],"targetName":"EQF level 6","targetUrl":"http://data.europa.eu/snb/eqf/","targetFramework":"European Qualifications Framework","targetType":"ext:eqfLevel","ext:ESCOSkill","targetUrl":"http://data.europa.eu/esco/skill/","targetFramework":"ESCO","targetType":"ext:',
  '"targetUrl":"https://www.onetonline.org/link/summary/","targetFramework":"O*NET","targetCode":"',
  '"tag":["","fieldOfStudy":"","specialization":"","humanCode":"","inLanguage":"en","version":"","creditsAvailable":5,"creator":{"id":"did:web:","type":["Profile"],"name":"',
  '"address":{"type":["Address"],"addressCountry":"","addressCountryCode":"","addressLocality":""},"email":"","url":"https://","description":"","image":{"id":"https://","type":"Image"}',
  '"awardedDate":"2026-09-01T00:00:00Z","validUntil":"2031-09-01T00:00:00Z","activityStartDate":"2026-02-01T00:00:00Z","activityEndDate":"2026-06-30T00:00:00Z"',
  '"licenseNumber":"","role":"","term":"","source":{"id":"https://","type":["Profile"],"name":"","narrative":"","creditsEarned":5',
  '"disclosure":{"salts":{"/credentialSubject/identifier/0":"~s","/credentialSubject/identifier/1":"~s","/credentialSubject/result":"~s","/credentialSubject/creditsEarned":"~s","/credentialSubject/narrative":"~s","/awardedDate":"~s"},"concealed":[{"in":"/credentialSubject/identifier","at":1,"digest":"~d"},{"in":"/credentialSubject","digest":"~d"}]}}]}',
  '"achievementType":"Certificate","achievementType":"Badge","achievementType":"ext:Nanodegree","achievementType":"Course","achievementType":"MicroCredential",',
  '"result":[{"type":["Result"],"value":"87","achievedLevel":"urn:uuid:","resultDescription":"urn:uuid:","status":"Completed"}],',
  '{"@context":["https://www.w3.org/ns/credentials/v2","https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],"id":"urn:uuid:~u","type":["VerifiableCredential","OpenBadgeCredential"],"name":"","description":"","issuer":{"id":"did:web:","type":["Profile"],"name":"","url":"https://"},"validFrom":"2026-09-01T00:00:00Z",',
  '"credentialSubject":{"type":["AchievementSubject"],"identifier":[{"type":"IdentityObject","hashed":false,"identityHash":"","identityType":"name"},{"type":"IdentityObject","hashed":true,"identityHash":"sha256$~x","salt":"~s","identityType":"emailAddress"}],',
  '"achievement":{"id":"https://","type":["Achievement"],"name":"","description":"","criteria":{"narrative":""}}},',
  '"proof":[{"@context":{"@vocab":"urn:rootmark:v1#"},"type":"MerkleAnchorProof","format":"rootmark-v1","proofPurpose":"assertionMethod","verificationMethod":"did:pkh:eip155:11155111:~a","registry":"eip155:31337:~a","issuer":"~=0;","root":"~h","index":1,"path":["~h","~h","~h","~h"],"disclosure":{"seed":"~d","redactable":["/credentialSubject/identifier/0","/credentialSubject/identifier/1","/credentialSubject/result"]}}]}',
].join('');
