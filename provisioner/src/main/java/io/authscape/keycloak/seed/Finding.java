package io.authscape.keycloak.seed;

import com.fasterxml.jackson.core.JsonPointer;

/** What is wrong with a value, before anybody knows where it stands. */
record Finding(boolean isError, String what, String remedy) {

    static Finding error(String what, String remedy) {
        return new Finding(true, what, remedy);
    }

    static Finding warning(String what, String remedy) {
        return new Finding(false, what, remedy);
    }

    void tell(JsonPointer at, ProblemList problems) {
        if (isError) {
            problems.error(at, what, remedy);
        } else {
            problems.warning(at, what, remedy);
        }
    }
}
