"""Addresses of the pages."""

from django.urls import path

from . import acts, calculators, cases, duties, filing, imports, inbox, law, listing, statistics, tasks

urlpatterns = [
    path("", inbox.home, name="home"),
    path("cases/", listing.case_list, name="case_list"),
    path("cases/new/", filing.new_case, name="new_case"),
    path("cases/new/external/", filing.new_external, name="new_external"),
    path("cases/<int:pk>/", cases.case, name="case"),
    path("cases/<int:pk>/print/", cases.case_print, name="case_print"),
    path("cases/<int:pk>/open/<str:kind>/<str:name>/", acts.open_act, name="open_act"),
    path("proceedings/<int:pk>/<str:name>/", acts.act, name="act"),
    path("parties/<int:pk>/unmask/", cases.unmask, name="unmask"),
    path("dashboard/", tasks.dashboard, name="dashboard"),
    path("tasks/", tasks.my_tasks, name="my_tasks"),
    path("tasks/claim/", tasks.claim, name="claim_tasks"),
    path("tasks/assign/", tasks.assign, name="assign_tasks"),
    path("tasks/release/", tasks.release, name="release_tasks"),
    path("tasks/<int:pk>/finish/", tasks.finish, name="finish_task"),
    path("duties/", duties.duty_list, name="duties"),
    path("duties/<int:pk>/", duties.duty, name="duty"),
    path("duties/<int:pk>/list.csv", duties.duty_csv, name="duty_csv"),
    path("duties/<int:pk>/file/", duties.duty_file, name="duty_file"),
    path("statistics/", statistics.statistics, name="statistics"),
    path("statistics.csv", statistics.statistics_csv, name="statistics_csv"),
    path("import/", imports.import_cases, name="import_cases"),
    path("import/template.xlsx", imports.template, name="import_template"),
    path("import/<int:pk>/", imports.batch, name="import_batch"),
    path("import/<int:pk>/run/", imports.run, name="import_run"),
    path("import/<int:pk>/errors.xlsx", imports.errors, name="import_errors"),
    path("law/", law.index, name="law"),
    path("law/lives/<slug:kind>/", law.life, name="law_life"),
    path("law/<slug:source>/", law.document, name="law_document"),
    path("law/<slug:source>/<str:number>/", law.article, name="law_article"),
    path("calculators/", calculators.calculators, name="calculators"),
    path("calculators/<slug:slug>/", calculators.calculator, name="calculator"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/read-all/", inbox.read_all, name="read_all"),
    path("inbox/<int:pk>/read/", inbox.read, name="read_message"),
]
