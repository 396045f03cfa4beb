package io.authscape.keycloak.permission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When in doubt, Keycloak looks at the policies itself: whatever isn't the realm file's policy makes doubt. */
class RealmPoliciesTest {

    private static final String POLICY = "{'name':'authscape','description':'…','enabled':true,"
            + "'conditions':[{'condition':'any-client','configuration':{}}],'profiles':['authscape']}";
    private static final String PROFILE = "{'name':'authscape','description':'…',"
            + "'executors':[{'executor':'authscape-permissions','configuration':{}},"
            + "{'executor':'authscape-networks','configuration':{}}]}";
    private static final String NETWORKS = ",{'executor':'authscape-networks','configuration':{}}";

    @Test
    void ourPolicyIsAllThatThereIs() {
        assertThat(executors(POLICY, PROFILE)).containsExactly("authscape-permissions", "authscape-networks");
    }

    /** As the realm files of the first versions have it. */
    @Test
    void permissionsAloneStayAlone() {
        assertThat(executors(POLICY, PROFILE.replace(NETWORKS, ""))).containsExactly("authscape-permissions");
        assertThat(executors(POLICY, PROFILE.replaceFirst("\\[.*]", "[]"))).isEmpty();
    }

    @Test
    void whatIsNotAppliedDoesNotMatter() {
        String disabled = POLICY.replace("'authscape','d", "'other','d").replace("true", "false");
        String unused = PROFILE.replace("'authscape',", "'other',").replace("authscape-permissions", "reject-request");

        assertThat(only(POLICY + "," + disabled, PROFILE + "," + unused)).isTrue();
        assertThat(only(POLICY.replace("'enabled'", "'mode':'STRICT','enabled'"), PROFILE))
                .isTrue();
        assertThat(only(POLICY.replace("'enabled'", "'mode':null,'enabled'"), PROFILE))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'enabled':true                   | 'enabled':false
            'enabled':true,                  |
            'name':'authscape','d            | 'd
            'any-client'                     | 'client-roles'
            'configuration':{}               | 'configuration':{'is-negative-logic':true}
            'configuration':{}               | 'configuration':null
            ,'configuration':{}              |
            [{'condition                     | [{'condition':'any-client'},{'condition
            [{'condition':'any-client','configuration':{}}] | []
            ['authscape']                    | ['authscape','other']
            ['authscape']                    | ['other']
            ['authscape']                    | []
            'enabled'                        | 'mode':'SOME','enabled'
            'enabled'                        | 'until':'tomorrow','enabled'
            'configuration'                  | 'unless':'x','configuration'
            """)
    void anyOtherPolicyIsKeycloaks(String ours, String other) {
        assertThat(POLICY).contains(ours);
        assertThat(only(POLICY.replace(ours, other == null ? "" : other), PROFILE))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            authscape-permissions  | reject-request
            authscape-networks     | reject-request
            authscape-networks     | authscape-other
            'configuration':{}     | 'configuration':{'x':1}
            'configuration':{}     | 'configuration':null
            ,'configuration':{}    |
            [{'executor            | [{'executor':'reject-request'},{'executor
            'name':'authscape'     | 'name':'other'
            'description'          | 'parent':'other','description'
            'configuration'        | 'unless':'x','configuration'
            """)
    void anyOtherProfileIsKeycloaks(String ours, String other) {
        assertThat(PROFILE).contains(ours);
        assertThat(only(POLICY, PROFILE.replace(ours, other == null ? "" : other)))
                .isFalse();
    }

    @Test
    void aSecondOneIsKeycloaks() {
        assertThat(only(POLICY + "," + POLICY.replace("'authscape','d", "'other','d"), PROFILE))
                .isFalse();
        assertThat(only(POLICY, PROFILE + "," + PROFILE)).as("one name twice").isFalse();
    }

    @Test
    void whatIsMissingOrUnreadableIsKeycloaks() {
        assertThat(RealmPolicies.read(null, null).executors()).isEmpty();
        assertThat(RealmPolicies.read(policies(POLICY), null).executors()).isEmpty();
        assertThat(RealmPolicies.read("{", profiles(PROFILE)).executors()).isEmpty();
        assertThat(RealmPolicies.read("{}", "{}").executors()).isEmpty();
    }

    @Test
    void theyAreOfOneTextOnly() {
        RealmPolicies policies = RealmPolicies.read(policies(POLICY), null);

        assertThat(policies.areOf(policies(POLICY), null)).isTrue();
        assertThat(policies.areOf(policies(POLICY), profiles(PROFILE))).isFalse();
        assertThat(policies.areOf(null, null)).isFalse();
    }

    private static boolean only(String policies, String profiles) {
        return !executors(policies, profiles).isEmpty();
    }

    private static List<String> executors(String policies, String profiles) {
        return RealmPolicies.read(policies(policies), profiles(profiles)).executors();
    }

    private static String policies(String policies) {
        return ("{'policies':[" + policies + "]}").replace('\'', '"');
    }

    private static String profiles(String profiles) {
        return ("{'profiles':[" + profiles + "]}").replace('\'', '"');
    }
}
